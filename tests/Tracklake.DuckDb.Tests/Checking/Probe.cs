using System.Globalization;
using Tracklake.DuckDb.Quality;
using Tracklake.Models;
using Tracklake.Pipeline;
using Tracklake.Quality;

namespace Tracklake.DuckDb.Tests.Checking;

/// <summary>A row of <see cref="Probe"/>; anything may be missing.</summary>
internal sealed record ProbeRow(string? Text, int? Number, int? Other, DateOnly? Day, DateOnly? Later, bool? Flag);

/// <summary>A table with a column of each kind, whose checks a test gives.</summary>
internal sealed class Probe(IReadOnlyList<Check> checks, params IReadOnlyList<Column> keys) : Model
{
    public static readonly Column Text = Column.Text("text_value", "Text.");
    public static readonly Column Number = Column.Int32("number_value", "Number.");
    public static readonly Column Other = Column.Int32("other_value", "Number.");
    public static readonly Column Day = Column.Date("day_value", "Day.");
    public static readonly Column Later = Column.Date("later_value", "Day.");
    public static readonly Column Flag = Column.Boolean("flag_value", "Flag.");

    public override Layer Layer => Layer.Silver;

    public override string Name => "probe";

    public override string Description => "A row a row.";

    public override IReadOnlyList<Column> Keys => keys;

    public override IReadOnlyList<Check> Checks => checks;

    protected override Materialization Define() => new Whole(Query.From(new Given("given"))
        .Select([.. new Given("given").Columns.Select(c => c.Is(c))]));

    internal sealed class Given(string name) : Table
    {
        public override Layer Layer => Layer.Processed;

        public override string Name => name;

        public override string Description => "A row a row.";

        public override IReadOnlyList<Column> Columns { get; } = [Text, Number, Other, Day, Later, Flag];
    }
}

/// <summary>Another table of the same columns, for checks that look into one.</summary>
internal sealed class OtherProbe : Model
{
    public static readonly OtherProbe Table = new();

    public override Layer Layer => Layer.Silver;

    public override string Name => "other_probe";

    public override string Description => "A row a row.";

    public override IReadOnlyList<Column> Keys => [];

    protected override Materialization Define() => new Whole(Query.From(new Probe.Given("other"))
        .Select([.. new Probe.Given("other").Columns.Select(c => c.Is(c))]));
}

/// <summary>
/// Runs the checks of a probe over given rows in DuckDB: in tables of its own, as in the warehouse, or in Parquet files,
/// as in the lakehouse.
/// </summary>
internal sealed class CheckLab : IDisposable
{
    public static readonly DateOnly Today = new(2026, 11, 22);

    private readonly string _folder = Directory.CreateTempSubdirectory("tracklake-").FullName;

    private readonly bool _areFiles;

    public CheckLab(bool areFiles = false)
    {
        _areFiles = areFiles;
        Session = DuckDbSession.InMemory(new DuckDbSettings { TemporaryFolder = _folder, Threads = 2 });
        Session.Execute("CREATE SCHEMA silver");
        Give("probe", []);
        Give("other_probe", []);
    }

    public DuckDbSession Session { get; }

    /// <summary>Makes a table of rows.</summary>
    public void Give(string table, IEnumerable<ProbeRow> rows)
    {
        var made = _areFiles ? "made" : $"silver.{table}";
        Session.Execute($"CREATE OR REPLACE TABLE {made} (text_value VARCHAR, number_value INTEGER, other_value INTEGER, "
            + "day_value DATE, later_value DATE, flag_value BOOLEAN)");
        var values = string.Join(", ", rows.Select(r => $"({Text(r.Text)}, {Number(r.Number)}, {Number(r.Other)}, "
            + $"{Day(r.Day)}, {Day(r.Later)}, {r.Flag?.ToString() ?? "NULL"})"));
        if (values.Length > 0)
            Session.Execute($"INSERT INTO {made} VALUES {values}");
        if (!_areFiles)
            return;
        var file = Path.Combine(_folder, $"{table}.parquet");
        Session.Execute($"COPY made TO '{file}' (FORMAT parquet)");
        Session.Execute($"CREATE OR REPLACE VIEW silver.{table} AS FROM read_parquet('{file}')");
    }

    /// <summary>The results of the checks over the rows given.</summary>
    public IReadOnlyList<CheckResult> Run(Model model, CheckHistory? history = null) =>
        new ModelChecks(new CheckEngine(Session, _folder), Request(history)).Run([Refresh(model)], TestContext.Current.CancellationToken);

    public static CheckRequest Request(CheckHistory? history = null) =>
        new() { Time = new CheckTime(Today), History = history, HasSeveralLoads = true };

    public static TableRefresh Refresh(Model model, RefreshKind kind = RefreshKind.Whole, params IReadOnlyList<DateOnly> days) =>
        new(model, kind, "", days, "");

    public void Dispose()
    {
        Session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Text(string? text) => text is null ? "NULL" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "NULL";

    private static string Day(DateOnly? day) => day is { } d ? $"DATE '{d:yyyy-MM-dd}'" : "NULL";
}
