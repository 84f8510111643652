using System.Globalization;
using Tracklake.Core.Tests.Imports;
using Tracklake.Delta;
using Tracklake.DuckDb;
using Tracklake.DuckDb.Lakehouse;
using Tracklake.DuckDb.Queries;
using Tracklake.DuckDb.Tracing;
using Tracklake.EndToEnd.Tests.Fixture;
using Tracklake.Landing;
using Tracklake.Models;
using Tracklake.Releases;
using Tracklake.Storage;

[assembly: AssemblyFixture(typeof(TracedHome))]

namespace Tracklake.EndToEnd.Tests.Fixture;

/// <summary>
/// A home with rows in every gold table: eight days of the demo, stored responses, a dataset and a streaming history,
/// run by run; and one engine for all traces of it.
/// </summary>
public sealed class TracedHome : IAsyncLifetime
{
    private readonly TemporaryHome _home = new();
    private Tracer? _tracer;
    private ReleasedTables? _tables;

    internal TemporaryHome Home => _home;

    internal Tracer Tracer => _tracer!;

    internal TracklakeCommand Command => _home.Command.WithDemo("2026-08-20", days: 8, artists: 2);

    public async ValueTask InitializeAsync()
    {
        (await Command.RunAsync("run")).MustSucceed();
        new StreamingHistories(seed: 3, plays: 1_500).WriteTo(Path.Combine(_home.Outside, "export"));
        _home.Write(
            "responses/tracks.json",
            """
            {"tracks":[{"id":"0000000000000000000001","name":"One","type":"track","duration_ms":200001,"explicit":true,"popularity":41,
              "external_ids":{"isrc":"qz-aaa-11-00001"},"artists":[{"id":"0000000000000000000002","name":"Zoë","type":"artist"}],
              "album":{"id":"0000000000000000000003","name":"Rivers","album_type":"album","release_date":"1998-05",
              "release_date_precision":"month","total_tracks":9,"artists":[{"id":"0000000000000000000002","name":"Zoë","type":"artist"}]}}]}
            """);
        _home.Write(
            "data/tracks.csv",
            "track_id,track_name,artists,album_name,duration_ms,popularity,explicit,release_date\n"
            + string.Concat(Enumerable.Range(0, 60).Select(n => string.Create(
                CultureInfo.InvariantCulture, $"d{n},Set {n},Kit {n % 3},Lakes {n % 7},{100_000 + 1_000 * n},{n},{n % 2 == 0},{1990 + n % 9}\n"))));
        foreach (var import in (string[])["export", "responses", "data"])
            (await Command.RunAsync("import", import)).MustSucceed();
        _tracer = await TracerOfAsync(_home);
        _tables = new ReleasedTables(LakeOf(_home), await ReleaseOfAsync(_home), EngineOf(_home));
    }

    /// <summary>An engine over the current release of a home.</summary>
    internal static async Task<Tracer> TracerOfAsync(TemporaryHome home)
    {
        var store = new FolderObjectStore(home.Path);
        return new Tracer(
            LakeOf(home), await ReleaseOfAsync(home), store,
            scratch => new Lander(scratch, new LandingOptions { Parallelism = 2, ProcessedOnly = true }), EngineOf(home));
    }

    /// <summary>The rows of a query over the current release, values as text.</summary>
    internal IReadOnlyList<IReadOnlyList<string?>> Rows(string sql)
    {
        using var rows = _tables!.Query(sql);
        return [.. rows.Rows.Select(r => (IReadOnlyList<string?>)[.. r.Select(v => (string?)v)])];
    }

    /// <summary>Traces one cell, whose row is the n-th of its table.</summary>
    internal async Task<(Trace Trace, string? Released)> TraceAsync(Model model, string column, long row)
    {
        var keys = model.Keys.Select(k => k.Name).ToList();
        if (keys.Count == 0)
            keys = ["_source_object", "_source_offset", "_source_length", .. model.Columns.Take(3).Select(c => c.Name)];
        var columns = string.Join(", ", keys.Append(column).Select(k => $"CAST({k} AS VARCHAR)"));
        var found = Rows(
            $"SELECT {columns} FROM {model.QualifiedName} ORDER BY {string.Join(", ", keys)} LIMIT 1 OFFSET {row}").Single();
        var where = keys.Select((k, i) => $"CAST({k} AS VARCHAR) IS NOT DISTINCT FROM "
            + (found[i] is { } value ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'" : "NULL"));
        var trace = await Tracer.RunAsync(
            new TraceRequest { Table = model, Where = string.Join(" AND ", where), Column = column, Limit = 1 },
            TestContext.Current.CancellationToken);
        return (trace, found[^1]);
    }

    /// <summary>A home of the test's own with the same in it.</summary>
    internal TemporaryHome Copy()
    {
        var copy = new TemporaryHome();
        copy.CopyFrom(_home);
        return copy;
    }

    public ValueTask DisposeAsync()
    {
        _tracer?.Dispose();
        _tables?.Dispose();
        _home.Dispose();
        return ValueTask.CompletedTask;
    }

    private static LakeTables LakeOf(TemporaryHome home) => new(home.In("lake"), _ => new DeltaOptions());

    private static DuckDbSettings EngineOf(TemporaryHome home) => new() { TemporaryFolder = home.In("tmp", "trace"), Threads = 2 };

    private static async Task<Release> ReleaseOfAsync(TemporaryHome home) =>
        await new ReleaseLog(new FolderObjectStore(home.Path)).CurrentAsync(TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException("There is no release.");
}
