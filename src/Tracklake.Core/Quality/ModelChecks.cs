using Tracklake.Models;
using Tracklake.Models.Checking;
using Tracklake.Pipeline;

namespace Tracklake.Quality;

/// <summary>
/// Runs what models declare (keys, nullability, checks) in an engine: at most two scans of each table while nothing
/// fails. Of a daily table only the days that the run touched are read, of bronze only the rows that it added.
/// </summary>
/// <param name="engine">Where the tables are.</param>
/// <param name="request">What the checks go by.</param>
public sealed class ModelChecks(ICheckEngine engine, CheckRequest request)
{
    /// <summary>The results of all tables that the run changed.</summary>
    public IReadOnlyList<CheckResult> Run(IReadOnlyList<TableRefresh> refreshes, CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>();
        foreach (var refresh in refreshes.Where(r => r.Kind != RefreshKind.Unchanged))
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.AddRange(Run(refresh));
        }
        return results;
    }

    /// <summary>The checks of a table that mean something in this run, fused.</summary>
    public FusedChecks Fuse(TableRefresh refresh) => new(
        refresh.Model, [.. CheckList.Of(refresh.Model).Where(c => IsMeant(c, refresh))], Scope(refresh), request.Time);

    private static In? Scope(TableRefresh refresh) => refresh.Kind == RefreshKind.Days
        ? new In(
            ((ByDay)refresh.Model.Materialization).Day,
            [.. refresh.Days.Select(d => new Literal(d, DataType.Date))])
        : null;

    private bool IsMeant(Check check, TableRefresh refresh) => check is not MeasureCheck measured
        || ((!measured.NeedsWholeTable || refresh.Kind is not (RefreshKind.Days or RefreshKind.Append))
            && (!measured.ComparesRuns || request.History is not null)
            && (!measured.NeedsSeveralLoads || request.HasSeveralLoads));

    private IEnumerable<CheckResult> Run(TableRefresh refresh)
    {
        var fused = Fuse(refresh);
        if (fused.Checks.Count == 0)
            return [];
        var scanned = engine.Row(fused.Scan, refresh);
        var rows = FusedChecks.RowsOf(scanned);
        var failures = Failures(fused, refresh, scanned);
        return fused.Checks.Select(check => check is MeasureCheck measured
            ? OfMeasures(fused, refresh, measured, scanned)
            : OfRows(fused, refresh, check, failures.GetValueOrDefault(check), rows));
    }

    /// <summary>Failing rows a check; checks that the scan proved are not among them.</summary>
    private Dictionary<Check, long> Failures(FusedChecks fused, TableRefresh refresh, IReadOnlyList<object?> scanned)
    {
        var failures = new Dictionary<Check, long>(ReferenceEqualityComparer.Instance);
        if (fused.Grouped is { } grouped && !engine.ProvesUnique(grouped, fused.Scope, refresh, FusedChecks.RowsOf(scanned)))
            failures[grouped] = SharedRows(fused, grouped, refresh);
        var open = fused.Suspicions.Where(s => s.IsOpen(scanned)).Select(s => s.Check).ToList();
        foreach (var unique in open.OfType<Unique>())
            failures[unique] = SharedRows(fused, unique, refresh);
        var counted = open.Where(c => c is not Unique).ToList();
        if (counted.Count > 0)
        {
            foreach (var (check, count) in counted.Zip(engine.Row(fused.FailureCounts(counted), refresh)))
                failures[check] = (long)FusedChecks.Number(count)!.Value;
        }
        foreach (var same in fused.Lookups.Where(l => l.Need == LookupNeed.SameKeys))
        {
            var there = (long)FusedChecks.Number(engine.Row(same.TargetCount(), refresh)[0])!.Value;
            failures[same] = Math.Max(failures.GetValueOrDefault(same), Math.Abs(there - FusedChecks.RowsOf(scanned)));
        }
        return failures;
    }

    private long SharedRows(FusedChecks fused, Unique unique, TableRefresh refresh) =>
        (long)FusedChecks.Number(engine.Row(unique.SharedRowCount(fused.Table, fused.Scope), refresh)[0])!.Value;

    private CheckResult OfRows(FusedChecks fused, TableRefresh refresh, Check check, long failures, long rows)
    {
        var result = Result(refresh, check) with { Failures = failures, Tolerated = check.Tolerance.Of(rows) };
        if (check.Tolerance != default && rows > 0)
            result = result with { Values = new Dictionary<string, decimal> { ["failing_percent"] = Math.Round(failures * 100m / rows, 4) } };
        if (!result.Failed)
            return result;
        var kept = fused.FailingRows(check) is { } query ? engine.Keep(query, refresh) : null;
        var tolerated = result.Tolerated > 0 ? $", of which {result.Tolerated:N0} are tolerated" : "";
        return result with
        {
            Message = $"{failures:N0} of {rows:N0} rows of {refresh.Model} fail{tolerated}: {check.Message}",
            FailingRowsFile = kept?.File,
            Examples = kept?.Examples ?? [],
        };
    }

    private CheckResult OfMeasures(
        FusedChecks fused, TableRefresh refresh, MeasureCheck check, IReadOnlyList<object?> scanned)
    {
        var values = fused.ValuesOf(check, scanned).ToDictionary();
        if (check.Other is { } other)
        {
            foreach (var (column, value) in other.Columns.Zip(engine.Row(other, refresh)))
                values[column.Name] = FusedChecks.Number(value);
        }
        var subject = refresh.Model.QualifiedName;
        var verdict = check.Judge(new Measured(
            values, FusedChecks.RowsOf(scanned), request.Time,
            name => request.History?.Of(subject, check.Name, name) ?? []));
        return Result(refresh, check) with
        {
            Failures = verdict.Fault is null ? 0 : 1,
            Message = verdict.Fault is null ? "" : $"{refresh.Model}: {check.Message} {verdict.Fault}",
            Values = verdict.Values.Count == 0 ? null : verdict.Values,
        };
    }

    private CheckResult Result(TableRefresh refresh, Check check) => new()
    {
        Subject = refresh.Model.QualifiedName,
        Check = check.Name,
        Kind = check.Kind,
        Severity = check.Severity,
        Owner = check.Owner.Length > 0 ? check.Owner : request.OwnerOf(refresh.Model.Layer),
        Failures = 0,
    };
}
