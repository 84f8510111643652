using Tracklake.Models;
using Tracklake.Releases;
using Tracklake.Zones;

namespace Tracklake.Pipeline.Planning;

/// <summary>How much of a table is stored where.</summary>
/// <param name="Files">Number of files.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Rows">Number of rows; null when it is not known.</param>
public sealed record StoredAmount(int Files, long Bytes, long? Rows);

/// <summary>Something that a refresh reads.</summary>
/// <param name="Table">What: a table, or <c>processed.TABLE</c> for what a run lands.</param>
/// <param name="Amount">How much as it is now; null when that is known only after landing.</param>
public sealed record PlannedRead(string Table, StoredAmount? Amount);

/// <summary>What a run will do to a table, and why.</summary>
/// <param name="Table">Its qualified name.</param>
/// <param name="Kind">How it is brought up to date.</param>
/// <param name="Why">Why so.</param>
/// <param name="Days">The days that are computed anew, in order; of a table kept by day.</param>
/// <param name="Reads">What is read.</param>
/// <param name="Writes">What is written, in words.</param>
public sealed record PlannedTable(
    string Table, RefreshKind Kind, string Why, IReadOnlyList<DateOnly> Days, IReadOnlyList<PlannedRead> Reads,
    string Writes);

/// <summary>Says of refreshes what they read and write.</summary>
/// <param name="batches">What the run brings in.</param>
/// <param name="isLanded">Whether a batch is landed already, so that its files are known.</param>
/// <param name="release">The release that the run starts from; null for the first.</param>
/// <param name="stored">How much a released table has, of some days or (null) of all.</param>
public sealed class RefreshForecast(
    IReadOnlyList<LandedBatch> batches, Func<LandedBatch, bool> isLanded, Release? release,
    Func<Table, IReadOnlyList<DateOnly>?, StoredAmount?> stored)
{
    /// <summary>What a refresh will do.</summary>
    public PlannedTable Of(TableRefresh refresh) => new(
        refresh.Model.QualifiedName, refresh.Kind, Why(refresh), refresh.Days, Reads(refresh), Writes(refresh));

    private static string Why(TableRefresh refresh) => refresh.Kind switch
    {
        _ when refresh.Reason.Length > 0 => refresh.Reason,
        RefreshKind.Unchanged => "nothing that it reads changes",
        RefreshKind.Append => "new records are added",
        RefreshKind.Fold => "new records come after all that are there",
        RefreshKind.Days => "only these days are touched",
        RefreshKind.Groups => "only groups with changed rows are touched",
        _ => "what it reads changes",
    };

    private IReadOnlyList<PlannedRead> Reads(TableRefresh refresh)
    {
        var model = refresh.Model;
        // Computed anew it reads all that was ever landed, which only the run adds up.
        if (model.Materialization is Appended appended)
        {
            var isAnew = refresh.Kind == RefreshKind.Rebuild && release is not null;
            return [isAnew ? new PlannedRead(appended.From.QualifiedName, null) : Landed(appended)];
        }
        switch (refresh.Kind)
        {
            case RefreshKind.Unchanged:
                return [];
            case RefreshKind.Fold:
                return [.. model.Reads.Select(FreshOf), new PlannedRead(model.QualifiedName, stored(model, null))];
            case RefreshKind.Days when model.Materialization is ByDay byDay:
                var needed = refresh.Days.SelectMany(d => byDay.LookBack.Prepend(0).Select(n => d.AddDays(-n)))
                    .Distinct().ToList();
                return [.. model.Reads.SelectMany(r => DaysOf(r, needed))];
            default:
                // What an engine knows of its own tables it does not read.
                return
                [
                    .. model.Reads.Where(r => r.Layer != Layer.Meta)
                        .Select(r => new PlannedRead(r.QualifiedName, stored(r, null))),
                ];
        }
    }

    /// <summary>The days of a table as the release has them, and what the run adds to them first.</summary>
    private IEnumerable<PlannedRead> DaysOf(Table read, IReadOnlyList<DateOnly> days)
    {
        if (read is Model { Materialization: Appended appended })
            yield return Landed(appended);
        if (stored(read, days) is { Files: > 0 } there)
            yield return new PlannedRead(read.QualifiedName, there);
    }

    private PlannedRead FreshOf(Table read) => read is Model { Materialization: Appended appended }
        ? Landed(appended)
        : new PlannedRead(read.QualifiedName, stored(read, null));

    private PlannedRead Landed(Appended appended)
    {
        var files = batches.SelectMany(b => b.Files)
            .Where(f => f.Zone == LandedKeys.Processed && f.Table == appended.From.Name).ToList();
        var isKnown = batches.All(isLanded);
        return new PlannedRead(
            appended.From.QualifiedName,
            isKnown ? new StoredAmount(files.Count, files.Sum(f => f.Bytes), files.Sum(f => f.Rows)) : null);
    }

    private string Writes(TableRefresh refresh)
    {
        var rows = release?.Tables.GetValueOrDefault(refresh.Model.QualifiedName)?.Rows;
        var all = rows is null ? "all rows" : $"all rows, {rows:N0} before";
        return refresh.Kind switch
        {
            RefreshKind.Unchanged => "nothing",
            RefreshKind.Append => Landed((Appended)refresh.Model.Materialization).Amount is { Rows: { } fresh }
                ? fresh == 1 ? "1 new row" : $"{fresh:N0} new rows"
                : "new rows",
            RefreshKind.Fold => $"rows of the keys that come, of {rows:N0}",
            RefreshKind.Keys => $"rows of the keys of changed records, of {rows:N0}",
            RefreshKind.Groups => $"rows of the groups that change, of {rows:N0}",
            RefreshKind.Days => refresh.Days.Count == 1 ? "1 day" : $"{refresh.Days.Count} days",
            _ => all,
        };
    }
}
