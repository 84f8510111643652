using System.Globalization;
using Tracklake.Delta;
using Tracklake.Models;
using Tracklake.Models.Incremental;
using Tracklake.Models.Rendering;
using Tracklake.Models.Silver;
using Tracklake.Pipeline;
using Tracklake.Quality;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Lakehouse;

/// <summary>
/// Computes a few rows of each table that was brought up to date from changes as its definition says, from all that it
/// is made of, and compares: by sample and in every run what <c>verify</c> proves of all rows. Which keys, groups and
/// days are taken follows from the run's number, so that others are taken each time.
/// </summary>
/// <param name="session">Where the tables are views under their qualified names.</param>
/// <param name="work">The run.</param>
/// <param name="headOf">A table as the run left it.</param>
/// <param name="mostRecords">
/// Records of bronze that are read at most. The records of a key may lie anywhere; where looking everywhere would cost
/// more than the run, only keys are taken whose records are all of the last days.
/// </param>
internal sealed class SampleCheck(
    DuckDbSession session, TableWork work, Func<Table, DeltaSnapshot> headOf, long mostRecords)
{
    /// <summary>The check's name.</summary>
    public const string Name = "sample_equals_full";
    private const int Keys = 20;

    private static readonly int[] Windows = [3650, 365, 90, 30, 7, 1, 0];

    /// <summary>A result for each table that was brought up to date from changes.</summary>
    public IEnumerable<CheckResult> Run()
    {
        foreach (var refresh in work.Refreshes)
        {
            var isDifferent = refresh.Kind switch
            {
                RefreshKind.Fold or RefreshKind.Keys => OfKeys(refresh.Model),
                RefreshKind.Groups => OfGroups(refresh.Model),
                RefreshKind.Days => OfDay(refresh),
                _ => (long?)null,
            };
            if (isDifferent is { } rows)
                yield return Result(refresh.Model, rows);
        }
    }

    private static CheckResult Result(Model model, long differing) => new()
    {
        Subject = model.QualifiedName,
        Check = Name,
        Severity = Severity.Error,
        Failures = differing,
        Message = differing == 0 ? "" : $"{differing:N0} rows of a sample of {model} are not what computing them in full "
            + "gives. 'tracklake verify' compares all of it.",
    };

    private long OfKeys(Model model)
    {
        var cutoff = Provide(model);
        var within = cutoff is { } day && model.Columns.Contains(SilverTable.FirstObservedOn)
            ? $"{SilverTable.FirstObservedOn.Name} >= DATE '{day:yyyy-MM-dd}'"
            : "TRUE";
        var renderer = new DuckDbRenderer(t => t is TablePart ? t.Name : Scoped(t));
        if (cutoff is { } first && model.Materialization is NewestRecord newest)
        {
            // Only the newest record of a group counts, so that a group with a record in the last days is complete. The
            // files may hold earlier records as well, of groups whose newest record lies in a file that is not read.
            Take(
                model, $"({renderer.Render(newest.Records)})",
                $"{ProcessedTable.ObservedOn.Name} >= DATE '{first:yyyy-MM-dd}'");
        }
        else
        {
            Take(model, model.QualifiedName, within);
        }
        return Differing(model, renderer.Render(ChangedKeys.Rows(model)), Touched(model));
    }

    private long OfGroups(Model model)
    {
        Take(model, model.QualifiedName, "TRUE");
        return Differing(model, LakeChanges.Renderer.Render(AffectedGroups.Rows(model)), Touched(model));
    }

    private long? OfDay(TableRefresh refresh)
    {
        var byDay = (ByDay)refresh.Model.Materialization;
        var days = headOf(refresh.Model).Files.Select(f => f.PartitionValues[byDay.Day.Name]).Distinct()
            .OfType<string>().Order(StringComparer.Ordinal)
            .Select(d => DateOnly.Parse(d, CultureInfo.InvariantCulture))
            .Except(refresh.Days).ToList();
        if (days.Count == 0)
            return null;
        var day = days[(int)(work.Plan.Number % days.Count)];
        var needed = byDay.LookBack.Prepend(0).Select(n => (object)day.AddDays(-n)).ToList();
        foreach (var read in refresh.Model.Reads)
            View(read, DeltaPruning.In(byDay.Day.Name, needed));
        var ofDay = $"{byDay.Day.Name} = DATE '{day:yyyy-MM-dd}'";
        var rows = $"SELECT * FROM ({new DuckDbRenderer(Scoped).Render(byDay.Query)}) WHERE {ofDay}";
        var head = headOf(refresh.Model).ToSql(DeltaPruning.Equal(byDay.Day.Name, day));
        return Differing(refresh.Model, rows, $"SELECT * FROM {head} WHERE {ofDay}");
    }

    /// <summary>
    /// Provides the bronze records, all of them or those of the last days.
    /// </summary>
    /// <returns>The first of the days; null when all are there.</returns>
    private DateOnly? Provide(Model model)
    {
        var last = work.Batches.Concat(work.Removed).Max(b => b.ObservedOn);
        long RecordsSince(DeltaPruning? prune) => model.Reads.Sum(r => headOf(r).FilesFor(prune).Sum(f => f.NumRecords ?? 0));
        static DeltaPruning Since(DateOnly day) =>
            new(new DeltaBound(ProcessedTable.ObservedOn.Name, DeltaComparison.GreaterOrEqual, day));

        DateOnly? cutoff = RecordsSince(null) <= mostRecords
            ? null
            : Windows.Select(w => last.AddDays(-w)).SkipWhile(day => RecordsSince(Since(day)) > mostRecords)
                .FirstOrDefault(last);
        foreach (var read in model.Reads)
            View(read, cutoff is { } day ? Since(day) : null);
        return cutoff;
    }

    private void View(Table table, DeltaPruning? prune) =>
        session.Execute($"CREATE OR REPLACE VIEW {Scoped(table)} AS SELECT * FROM {headOf(table).ToSql(prune)}");

    private static string Scoped(Table table) => $"scoped.{table.Name}";

    /// <summary>Takes some keys, by a hash that is another in each run.</summary>
    private void Take(Model model, string from, string within)
    {
        var keys = string.Join(", ", model.RefreshKeys.Select(k => $"{k.Name} AS {TablePart.TouchedKey(k).Name}"));
        var names = string.Join(", ", model.RefreshKeys.Select(k => k.Name));
        session.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE {TablePart.Touched(model).Name} AS
            SELECT {keys} FROM {from} WHERE {within}
            GROUP BY {names} ORDER BY md5(concat_ws('|', {work.Plan.Number}, {names})), {names} LIMIT {Keys}
            """);
    }

    private static string Touched(Model model)
    {
        var sameKey = model.RefreshKeys.Select(k => $"k.{TablePart.TouchedKey(k).Name} IS NOT DISTINCT FROM o.{k.Name}");
        return $"SELECT o.* FROM {model.QualifiedName} AS o SEMI JOIN {TablePart.Touched(model).Name} AS k "
            + $"ON {string.Join(" AND ", sameKey)}";
    }

    private long Differing(Model model, string computed, string there)
    {
        var columns = string.Join(", ", model.Columns.Select(c => c.Name));
        session.Execute($"CREATE OR REPLACE TEMP TABLE sample_computed AS SELECT {columns} FROM ({computed})");
        session.Execute($"CREATE OR REPLACE TEMP TABLE sample_there AS SELECT {columns} FROM ({there})");
        return session.Number(
            """
            SELECT (SELECT count(*) FROM (FROM sample_computed EXCEPT ALL FROM sample_there))
                + (SELECT count(*) FROM (FROM sample_there EXCEPT ALL FROM sample_computed))
            """);
    }
}
