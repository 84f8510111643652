using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracklake.Simulator.Access;
using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Faults;

namespace Tracklake.Simulator.Http;

/// <summary>The part of a list that a request asks for.</summary>
internal readonly record struct Page(int Offset, int Limit);

/// <summary>What a fault changes in a page that is otherwise right.</summary>
/// <param name="NullSalt">If given, null entries are inserted among the items at places that follow from it.</param>
/// <param name="EmptyPages">How many empty pages <c>next</c> leads to after the last real one.</param>
internal readonly record struct PageFaults(ulong? NullSalt, int EmptyPages);

/// <summary>One request to the API, with what decides its answer.</summary>
internal sealed class ApiCall(
    SimulatedCatalogue catalogue,
    AccessRules rules,
    IQueryCollection query,
    string linkBase,
    PageFaults faults,
    SimulatorCounters counters)
{
    private const int MaxSearchOffset = 1000;

    public SimulatedCatalogue Catalogue => catalogue;

    public AccessRules Rules => rules;

    public DateOnly Day => rules.Day;

    /// <summary>What links begin with; ends with '/'.</summary>
    public string LinkBase => linkBase;

    public PageFaults Faults => faults;

    /// <summary>The country asked for, or null.</summary>
    public string? Market { get; } = ReadMarket(query);

    /// <summary>Counts a fault that was put into the page.</summary>
    public void Injected(FaultKind kind) => counters.Count(kind);

    public string? Text(string name) => query.TryGetValue(name, out var values) ? values.ToString() : null;

    public Page Page(PageSize size, int? maxOffset = null)
    {
        var limit = Number("limit", size.Default, "Invalid limit");
        if (limit < 1 || limit > size.Max) throw ApiProblem.BadRequest("Invalid limit");
        var offset = Number("offset", 0, "Invalid offset");
        if (offset < 0 || offset > (maxOffset ?? int.MaxValue)) throw ApiProblem.BadRequest("Invalid offset");
        return new(offset, limit);
    }

    public Page SearchPage() => Page(rules.ShortPages, MaxSearchOffset);

    /// <summary>The ids of a batch request.</summary>
    public string[] Ids(int max)
    {
        var ids = Text("ids")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (ids.Length == 0) throw ApiProblem.BadRequest("Missing parameter: ids");
        if (ids.Length > max) throw ApiProblem.BadRequest("Too many ids requested");
        foreach (var id in ids) RequireId(id);
        return ids;
    }

    public SimulatedArtist Artist(string id) =>
        catalogue.FindArtist(RequireId(id)) ?? throw ApiProblem.NotFound();

    public SimulatedAlbum Album(string id) =>
        catalogue.FindAlbum(RequireId(id), Day) ?? throw ApiProblem.NotFound();

    public SimulatedTrack Track(string id) =>
        catalogue.FindTrack(RequireId(id), Day) ?? throw ApiProblem.NotFound();

    private static string RequireId(string id) =>
        IdCodec.IsWellFormed(id) ? id : throw ApiProblem.BadRequest("invalid id");

    private int Number(string name, int absent, string problem)
    {
        if (Text(name) is not { } text) return absent;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiProblem.BadRequest(problem);
    }

    private static string? ReadMarket(IQueryCollection query)
    {
        var market = query.TryGetValue("market", out var values) ? values.ToString() : "";
        if (market.Length == 0) return null;
        return market.Length == 2 && char.IsAsciiLetterUpper(market[0]) && char.IsAsciiLetterUpper(market[1])
            ? market
            : throw ApiProblem.BadRequest("Invalid market code");
    }
}
