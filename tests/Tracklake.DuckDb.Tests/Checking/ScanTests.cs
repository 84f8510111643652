using Tracklake.DuckDb.Quality;
using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;
using Tracklake.Quality;

namespace Tracklake.DuckDb.Tests.Checking;

/// <summary>However many checks a table has, DuckDB's plans read it at most twice while nothing fails.</summary>
public sealed class ScanTests : IDisposable
{
    private readonly CheckLab _lab = new();

    public ScanTests()
    {
        _lab.Session.Execute("CREATE SCHEMA bronze; CREATE SCHEMA gold; CREATE SCHEMA fresh");
        foreach (var model in AllModels.InOrder)
        {
            var columns = string.Join(", ", model.Columns.Select(c => $"{c.Name} {DuckDbRenderer.TypeName(c.Type)}"));
            _lab.Session.Execute($"CREATE TABLE {model.QualifiedName} ({columns})");
            _lab.Session.Execute($"CREATE VIEW fresh.{model.Name} AS FROM {model.QualifiedName}");
        }
    }

    public static TheoryData<string> Tables => [.. AllModels.InOrder.Select(m => m.QualifiedName)];

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Tables))]
    public void All_checks_of_a_model_take_at_most_two_scans_of_it(string name)
    {
        var model = AllModels.Find(name)!;
        // Of a table without rows DuckDB would read nothing.
        _lab.Session.Execute($"INSERT INTO {model} ({model.Columns[0].Name}) VALUES (NULL)");
        var fused = new ModelChecks(new CheckEngine(_lab.Session, ""), CheckLab.Request(CheckHistory.Empty)).Fuse(CheckLab.Refresh(model));
        IReadOnlyList<Query> queries = fused.Grouped is { } key ? [fused.Scan, key.SharedRowCount(model, null)] : [fused.Scan];

        Assert.NotEmpty(fused.Checks);
        Assert.All(queries, query => Assert.Equal(1, ScansOf(CheckEngine.SqlOf(query, CheckLab.Refresh(model)), model)));
    }

    [Fact]
    public void Checks_of_every_kind_on_one_table_take_two_scans_of_it()
    {
        ProbeRow[] rows = [new("b", 0, 0, CheckLab.Today, CheckLab.Today, null), new("a", 1, 1, CheckLab.Today, CheckLab.Today, null)];
        Check[] passing = [.. NaiveKinds.All.Where(k => k.Naive(rows, rows) == 0).Select(k => k.Check)
            .Where(c => c.Kind != "unique_combination")]; // of the key there is one already
        var model = new Probe(passing, Probe.Other);
        _lab.Give("probe", rows);
        _lab.Give("other_probe", rows);
        var recorder = new RecordingEngine(new CheckEngine(_lab.Session, Path.GetTempPath()));

        var results = new ModelChecks(recorder, CheckLab.Request()).Run([CheckLab.Refresh(model)], TestContext.Current.CancellationToken);

        Assert.DoesNotContain(results, r => r.Failed);
        Assert.True(passing.Length > 25);
        Assert.Equal(2, recorder.Statements.Sum(sql => ScansOf(sql, model)));
    }

    [Fact]
    public void Counts_and_bounds_of_files_come_from_their_statistics_and_are_the_same_as_of_a_scan()
    {
        using var lab = new CheckLab(areFiles: true);
        lab.Give("probe", [new("b", -7, null, CheckLab.Today, CheckLab.Today, null), new(null, 9, 1, null, CheckLab.Today, true)]);
        var (engine, refresh) = (new CheckEngine(lab.Session, ""), CheckLab.Refresh(new Probe([])));
        var query = new ModelChecks(engine, CheckLab.Request()).Fuse(CheckLab.Refresh(new Probe(
            [Checks.Between(Probe.Number, 0, 5), Checks.NotInFuture(Probe.Day), Checks.NotBlank(Probe.Text), Checks.MeanBetween(Probe.Number, 0, 1)]))).Scan;

        var steps = engine.StepsOf(query, refresh);

        string PlanOf(Query step) => (string)lab.Session.Rows($"EXPLAIN (FORMAT json) {CheckEngine.SqlOf(step, refresh)}").Single()[1]!;
        Assert.Equal(["c0", "c1", "c2"], steps[0].Columns.Select(c => c.Name));
        Assert.Equal(["c3", "c4", "c5"], steps[1].Columns.Select(c => c.Name));
        Assert.DoesNotContain("READ_PARQUET", PlanOf(steps[0]), StringComparison.Ordinal);
        Assert.Contains("READ_PARQUET", PlanOf(steps[1]), StringComparison.Ordinal);
        Assert.Equal(lab.Session.Row(CheckEngine.SqlOf(query, refresh)), engine.Row(query, refresh));
    }

    [Fact]
    public void Of_a_daily_table_only_the_days_that_the_run_touched_are_judged()
    {
        var daily = AllModels.Find("silver.spotify_track_observations_silver")!;
        _lab.Session.Execute($"INSERT INTO {daily} VALUES ('t1', DATE '2026-11-01', 500, NULL), ('t1', DATE '2026-11-02', 50, NULL)");
        _lab.Session.Execute("INSERT INTO silver.spotify_tracks_silver (track_id) VALUES ('t1')");
        IReadOnlyList<CheckResult> Run(int day) => new ModelChecks(new CheckEngine(_lab.Session, Path.GetTempPath()), CheckLab.Request())
            .Run([CheckLab.Refresh(daily, RefreshKind.Days, new DateOnly(2026, 11, day))], TestContext.Current.CancellationToken);

        Assert.DoesNotContain(Run(2), r => r.Failed);
        Assert.Equal("popularity_between_0_and_100", Run(1).Single(r => r.Failed).Check);
    }

    [Fact]
    public void Of_bronze_only_the_rows_that_the_run_added_are_read()
    {
        var bronze = AllModels.Find("bronze.spotify_tracks_bronze")!;
        var fused = new ModelChecks(new CheckEngine(_lab.Session, ""), CheckLab.Request()).Fuse(
            CheckLab.Refresh(bronze, RefreshKind.Append));

        var sql = CheckEngine.SqlOf(fused.Scan, CheckLab.Refresh(bronze, RefreshKind.Append));

        Assert.Contains("FROM fresh.spotify_tracks_bronze", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("bronze.spotify_tracks_bronze", sql, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Many_keys_are_proven_different_by_their_hashes_and_one_repeated_key_is_found(int repeated, bool isProven)
    {
        const long rows = 150_000;
        var model = new Probe([], Probe.Text, Probe.Number);
        _lab.Session.Execute($"INSERT INTO silver.probe (text_value, number_value) SELECT 'k', n FROM range({rows}) r(n)");
        _lab.Session.Execute($"UPDATE silver.probe SET number_value = 7 WHERE number_value = 8 AND {repeated} = 1");
        var fused = new ModelChecks(new CheckEngine(_lab.Session, Path.GetTempPath()), CheckLab.Request()).Fuse(CheckLab.Refresh(model));

        Assert.Equal(isProven, new CheckEngine(_lab.Session, Path.GetTempPath()).ProvesUnique(
            fused.Grouped!, null, CheckLab.Refresh(model), rows));
        Assert.Equal(repeated * 2, _lab.Run(model).Single().Failures);
    }

    private long ScansOf(string sql, Model model)
    {
        var plan = string.Concat(_lab.Session.Rows($"EXPLAIN (FORMAT json) {sql}").Select(r => (string)r[1]!));
        return System.Text.RegularExpressions.Regex.Count(plan, $@"""Table"":\s*""([^""]*\.)?{model.Name}""");
    }

    /// <summary>Writes down what an engine is asked.</summary>
    private sealed class RecordingEngine(CheckEngine engine) : ICheckEngine
    {
        public List<string> Statements { get; } = [];

        public IReadOnlyList<object?> Row(Query query, TableRefresh refresh)
        {
            Statements.AddRange(engine.StepsOf(query, refresh).Select(step => CheckEngine.SqlOf(step, refresh)));
            return engine.Row(query, refresh);
        }

        public bool ProvesUnique(Tracklake.Models.Checking.Unique unique, Expr? scope, TableRefresh refresh, long rows) =>
            engine.ProvesUnique(unique, scope, refresh, rows);

        public KeptRows Keep(Query query, TableRefresh refresh) => engine.Keep(query, refresh);
    }
}
