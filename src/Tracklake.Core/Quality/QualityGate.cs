using Tracklake.Catalog;
using Tracklake.Models;
using Tracklake.Models.Bronze;
using Tracklake.Pipeline;
using Tracklake.Queries;
using Tracklake.Zones;

namespace Tracklake.Quality;

/// <summary>All that a run found about its data, for the gate to judge.</summary>
/// <param name="Work">The run.</param>
/// <param name="Lakehouse">The lakehouse's tables after the run.</param>
/// <param name="Warehouse">The warehouse's tables after the run.</param>
/// <param name="Answers">What the query service answered.</param>
/// <param name="Crawl">What the crawl found.</param>
/// <param name="ModelChecks">What the checks of the models found.</param>
/// <param name="History">What earlier runs found.</param>
public sealed record Evidence(
    TableWork Work, IReadOnlyList<TableState> Lakehouse, IReadOnlyList<TableState> Warehouse,
    IReadOnlyList<QueryAnswer> Answers, Crawl Crawl, IReadOnlyList<CheckResult> ModelChecks, CheckHistory History);

/// <summary>
/// Judges a run before readers see it: the models' own checks, conservation of records, and whether zones, query
/// service, lakehouse and warehouse, each by its own way, say the same.
/// </summary>
/// <param name="options">Its bounds.</param>
public sealed class QualityGate(QualityOptions options)
{
    /// <summary>All results, passed ones included.</summary>
    public IReadOnlyList<CheckResult> Judge(Evidence evidence, DateOnly today) =>
    [
        .. Conservation(evidence.Work.Batches),
        .. Quarantine(evidence.Work.Batches),
        Shapes(evidence.Work.Batches),
        .. new DailyVolume(options).Judge(evidence.Work.Batches, evidence.History),
        .. Drifts(evidence.Crawl),
        .. Zones(evidence),
        .. Warehouse(evidence),
        .. Volume(evidence),
        .. Freshness(evidence, today),
        .. evidence.ModelChecks,
    ];

    private static CheckResult Result(
        string subject, string check, string kind, long failures, string message, Severity severity = Severity.Error) => new()
        {
            Subject = subject,
            Check = check,
            Kind = kind,
            Owner = CheckList.OwnerOf(Layer.Processed),
            Severity = severity,
            Failures = failures,
            Message = failures == 0 ? "" : message,
        };

    private static IEnumerable<CheckResult> Conservation(IReadOnlyList<LandedBatch> batches) =>
        batches.SelectMany(b => b.Conservation.Select(c => (b.Source, b.Name, Counts: c)))
            .GroupBy(c => c.Counts.Table)
            .Select(table =>
            {
                var broken = table.Where(c => !c.Counts.Holds).ToList();
                return Result(
                    $"landing.{table.Key}", "records_conserved", "conservation", broken.Count,
                    string.Join(" ", broken.Select(b => $"{b.Source}/{b.Name}: {b.Counts.Records:N0} records came in, but "
                        + $"{b.Counts.Rows:N0} rows, {b.Counts.Duplicates:N0} duplicates and "
                        + $"{b.Counts.Quarantined:N0} quarantined came out.")));
            });

    private IEnumerable<CheckResult> Quarantine(IReadOnlyList<LandedBatch> batches)
    {
        var records = batches.Sum(b => b.Conservation.Sum(c => c.Records));
        var quarantined = batches.Sum(b => b.Conservation.Sum(c => c.Quarantined));
        var tooMany = quarantined >= options.MinQuarantined
            && quarantined * 100 > records * options.MaxQuarantinedPercent;
        yield return Result(
            "landing", "nothing_quarantined", "quarantined_share", quarantined,
            $"{quarantined:N0} of {records:N0} records are in quarantine; 'tracklake quarantine list' says why.",
            Severity.Warning);
        yield return Result(
            "landing", "quarantined_share", "quarantined_share", tooMany ? quarantined : 0,
            $"{quarantined:N0} of {records:N0} records are in quarantine, more than {options.MaxQuarantinedPercent} %. "
            + "See why with 'tracklake quarantine list'; raise quality.max_quarantined_percent if that is right.");
    }

    /// <summary>
    /// Rows of another width than their header are in quarantine already; many of them mean that the file was badly
    /// written, and then rows whose width happens to fit cannot be trusted either.
    /// </summary>
    private CheckResult Shapes(IReadOnlyList<LandedBatch> batches)
    {
        var misshapen = batches
            .Select(b => (Records: b.Conservation.Sum(c => c.Records), Files: b.Rejections.Where(r => r.Code == "wrong-width").ToList()))
            .Where(b => b.Files.Sum(f => f.Count) is > 1 and var rows && rows * 100 > b.Records * options.MaxMisshapenPercent)
            .SelectMany(b => b.Files)
            .ToList();
        return Result(
            "landing", "rows_fit_their_header", "row_shape", misshapen.Sum(f => f.Count),
            string.Join(" ", misshapen.Select(f => $"{f.Object}: {f.Count:N0} rows have another number of fields than the header "
                + $"({f.First})"))
            + " Text with separators must be quoted, and files of different columns must not be put together; the other rows of the "
            + "file may be shifted too. Mend the file and import it again, after 'tracklake purge --batch' of this one; or raise "
            + "quality.max_misshapen_percent if the other rows are right.");
    }

    private static IEnumerable<CheckResult> Drifts(Crawl crawl) => crawl.Drifts.Select(d => Result(
        $"{d.Zone}.{d.Table}", "schema_drift", "schema_drift", d.Changes.Count,
        $"The columns of {d.Zone}.{d.Table} changed (version {d.Version}): {string.Join("; ", d.Changes)}.",
        Severity.Warning));

    /// <summary>Processed, transformed, query service, bronze of the lakehouse: the rows of this run in each.</summary>
    private static IEnumerable<CheckResult> Zones(Evidence evidence)
    {
        var files = evidence.Work.Batches.SelectMany(b => b.Files).ToList();
        var answered = evidence.Answers.FirstOrDefault(a => a.Query == PredefinedQuery.RowCounts.Name)?.Rows
            .ToDictionary(r => r[0]!, r => long.Parse(r[1]!, System.Globalization.CultureInfo.InvariantCulture));
        foreach (var bronze in BronzeTables.All)
        {
            var name = bronze.From.Name;
            long In(string zone) => files.Where(f => f.Zone == zone && f.Table == name).Sum(f => f.Rows);
            var processed = In(LandedKeys.Processed);
            var state = evidence.Lakehouse.First(s => s.Refresh.Model == bronze);
            var added = state.Rows - RowsBefore(evidence.Work, state);
            var counts = new List<(string Where, long Rows)>
            {
                ("processed", processed), ("transformed", In(LandedKeys.Transformed)), ("lakehouse", added),
            };
            if (answered is not null)
                counts.Add(("query service", answered.GetValueOrDefault(name)));
            var differ = counts.Count(c => c.Rows != processed);
            yield return Result(
                bronze.QualifiedName, "zones_agree", "cross_engine_equality", differ,
                $"The run's rows of {name} differ: {string.Join(", ", counts.Select(c => $"{c.Where} {c.Rows:N0}"))}.");
        }
        foreach (var refused in evidence.Answers.Where(a => a.Refused is not null))
            yield return Result($"analyze.{refused.Query}", "query_ran", "query_ran", 1, refused.Refused!, Severity.Warning);
    }

    private static long RowsBefore(TableWork work, TableState state)
    {
        var processed = ((BronzeTable)state.Refresh.Model).From.Name;
        long RowsOf(IEnumerable<LandedBatch> batches) => batches.SelectMany(b => b.Files)
            .Where(f => f.Zone == LandedKeys.Processed && f.Table == processed).Sum(f => f.Rows);
        var released = work.Released?.Tables.GetValueOrDefault(state.Refresh.Model.QualifiedName)?.Rows ?? 0;
        return state.Refresh.Kind == RefreshKind.Rebuild
            ? RowsOf(work.Earlier().Select(e => e.Batch))
            : released - RowsOf(work.Removed);
    }

    private static IEnumerable<CheckResult> Warehouse(Evidence evidence)
    {
        var warehouse = evidence.Warehouse.ToDictionary(s => s.Refresh.Model);
        foreach (var lake in evidence.Lakehouse)
        {
            var other = warehouse[lake.Refresh.Model];
            var subject = lake.Refresh.Model.QualifiedName;
            yield return Result(
                subject, "warehouse_rows_equal", "cross_engine_equality", lake.Rows == other.Rows ? 0 : 1,
                $"{subject} has {lake.Rows:N0} rows in the lakehouse and {other.Rows:N0} in the warehouse.");
            yield return Result(
                subject, "warehouse_checksum_equal", "cross_engine_equality", lake.Checksum == other.Checksum ? 0 : 1,
                $"{subject} has other content in the lakehouse than in the warehouse (checksums {lake.Checksum} and "
                + $"{other.Checksum}). Run 'tracklake verify' to see which one is wrong.");
        }
    }

    private IEnumerable<CheckResult> Volume(Evidence evidence)
    {
        // A purge is meant to take rows away.
        if (evidence.Work.Plan.FromScratch)
            yield break;
        foreach (var state in evidence.Lakehouse.Where(s => s.Refresh.Model.Layer == Layer.Silver))
        {
            if (evidence.Work.Released?.Tables.GetValueOrDefault(state.Refresh.Model.QualifiedName) is not { } before)
                continue;
            var collapsed = state.Rows * 100 < before.Rows * (100 - options.MaxRowDropPercent);
            yield return Result(
                state.Refresh.Model.QualifiedName, "rows_did_not_collapse", "volume_against_release", collapsed ? 1 : 0,
                $"{state.Refresh.Model} fell from {before.Rows:N0} to {state.Rows:N0} rows, by more than "
                + $"{options.MaxRowDropPercent} %.");
        }
    }

    private IEnumerable<CheckResult> Freshness(Evidence evidence, DateOnly today)
    {
        var last = evidence.Lakehouse.First(s => s.Refresh.Model == BronzeTables.Tracks).LastDay;
        if (last is not { } day)
            yield break;
        var age = today.DayNumber - day.DayNumber;
        yield return Result(
            BronzeTables.Tracks.QualifiedName, "fresh", "freshness", age > options.MaxAgeDays ? age : 0,
            $"The newest tracks are of {day:yyyy-MM-dd}, {age} days ago.", Severity.Warning);
    }
}

/// <summary>The bounds of the quality gate.</summary>
public sealed class QualityOptions
{
    /// <summary>Percent of a run's records that may be in quarantine before the release is blocked, 0 to 100.</summary>
    public int MaxQuarantinedPercent { get; init; } = 50;

    /// <summary>Records in quarantine below which their share does not block: a few bad rows of a small file.</summary>
    public int MinQuarantined { get; init; } = 20;

    /// <summary>
    /// Percent of an import's rows that may have another number of fields than the header before the release is
    /// blocked, 0 to 100; a single row never blocks.
    /// </summary>
    public int MaxMisshapenPercent { get; init; } = 2;

    /// <summary>Percent of a silver table's rows that may vanish before the release is blocked, 0 to 100.</summary>
    public int MaxRowDropPercent { get; init; } = 50;

    /// <summary>
    /// Percent that a day of a source asked day by day may bring less than the median of the last runs before the
    /// release is blocked, 0 to 100; 100 lets any day through.
    /// </summary>
    public int MaxVolumeDropPercent { get; init; } = 50;

    /// <summary>Number of runs that checks compare with, and whose failing rows are kept, 1 to 1,000.</summary>
    public int HistoryRuns { get; init; } = 30;

    /// <summary>Who owns the checks of a layer, by its name, where it is another than by default.</summary>
    public IReadOnlyDictionary<string, string> Owners { get; init; } = new Dictionary<string, string>();

    /// <summary>Days after which the newest tracks are called stale; a warning.</summary>
    public int MaxAgeDays { get; init; } = 2;
}
