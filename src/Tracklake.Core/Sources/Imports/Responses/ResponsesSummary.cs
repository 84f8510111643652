using System.Globalization;
using Tracklake.Raw;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>Says in words what became of stored responses.</summary>
internal static class ResponsesSummary
{
    public static ImportResult Of(
        FoundResponses found, ResponsePlan plan, IReadOnlyList<RawBatch> written, IReadOnlyList<RawBatch> known)
    {
        var taken = plan.New.Values.SelectMany(day => day).Select(c => c.File.Path).ToHashSet();
        var withBodies = found.Candidates.Select(c => c.File.Path).ToHashSet();
        var rejections = found.Rejections.Select(r => r.Rejection).ToList();
        var result = new ImportResult
        {
            Kind = ImportKind.Responses,
            Batches = [.. written, .. known.Where(k => written.All(w => w.Name != k.Name))],
            Written = written.Count,
            FilesTaken = taken.Count,
            FilesKnown = withBodies.Count - taken.Count,
            Ignored = found.Ignored,
            Duplicates = plan.Known.Values.Sum(),
            Rejections = rejections,
            Sentences = [],
        };
        return result with { Sentences = [.. Sentences(found, plan, result)] };
    }

    /// <summary>What the tables' readers should know of a day's responses.</summary>
    public static IReadOnlyList<string> Notices(ResponsePlan plan, DateOnly day, IReadOnlyList<Candidate> responses)
    {
        var notices = new List<string>();
        var undated = responses.Count(r => r.Day is null && plan.Undated.Contains(r.File.Path));
        if (undated > 0)
            notices.Add(Count(undated, "response") + $" of an import said no day and {(undated == 1 ? "is" : "are")} "
                + $"taken as of {Text(day)}.");
        if (!responses.Any(r => r.Body.HasPopularity))
            notices.Add("No response of this import has a popularity: it is unknown, not 0.");
        return notices;
    }

    private static IEnumerable<string> Sentences(FoundResponses found, ResponsePlan plan, ImportResult result)
    {
        yield return Counts.Files(found.Files, result);
        var kinds = plan.New.Values.SelectMany(day => day).GroupBy(c => c.Body.Kind).OrderBy(g => g.Key)
            .Select(g => $"{g.Count().ToString("N0", CultureInfo.InvariantCulture)} x {NameOf(g.Key)}");
        if (plan.New.Count > 0)
            yield return $"Taken, of {Count(plan.New.Count, "day")} from {Text(plan.New.Keys.First())} to "
                + $"{Text(plan.New.Keys.Last())}: {string.Join(", ", kinds)}.";
        if (plan.Undated.Count > 0)
            yield return $"{Count(plan.Undated.Count, "file")} said no day, neither in the path nor within, and "
                + $"{(plan.Undated.Count == 1 ? "was" : "were")} taken as of {Text(plan.UndatedDay)} (give --date to "
                + $"say another): '{plan.Undated.First()}'{(plan.Undated.Count > 1 ? ", .." : "")}.";
        if (Counts.Twins(plan.Twins) is { } twins)
            yield return twins;
        foreach (var sentence in Counts.Rejections(result.Rejections))
            yield return sentence;
        if (Counts.Ignored(result.Ignored) is { } ignored)
            yield return ignored;
    }

    private static string NameOf(RawKind kind) => kind switch
    {
        RawKind.Artist => "artist",
        RawKind.Artists => "list of artists",
        RawKind.Album => "album",
        RawKind.Albums => "list of albums",
        RawKind.ArtistAlbumsPage => "page of an artist's albums",
        RawKind.AlbumTracksPage => "page of an album's tracks",
        RawKind.Track => "track",
        RawKind.Tracks => "list of tracks",
        RawKind.TopTracks => "list of top tracks",
        RawKind.Search => "search or new releases",
        RawKind.TrackLines => "file of tracks, one a line",
        _ => kind.ToString(),
    };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Count(int count, string noun) => Counts.Of(count, noun);
}
