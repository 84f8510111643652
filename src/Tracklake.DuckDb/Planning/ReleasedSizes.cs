using Tracklake.Delta;
using Tracklake.DuckDb.Lakehouse;
using Tracklake.Models;
using Tracklake.Pipeline.Planning;
using Tracklake.Releases;

namespace Tracklake.DuckDb.Planning;

/// <summary>How much the tables of a release have, from their logs.</summary>
/// <param name="lake">The tables.</param>
/// <param name="release">The release; null before the first, when there is nothing.</param>
public sealed class ReleasedSizes(LakeTables lake, Release? release)
{
    private readonly Dictionary<string, DeltaSnapshot> _snapshots = [];

    /// <summary>Files, bytes and rows of a table; of some days only, where it is kept by day.</summary>
    /// <param name="table">The table.</param>
    /// <param name="days">The days; null for all.</param>
    /// <returns>Null for a table that the release does not have.</returns>
    public StoredAmount? Of(Table table, IReadOnlyList<DateOnly>? days)
    {
        if (release?.Tables.ContainsKey(table.QualifiedName) != true)
            return null;
        if (!_snapshots.TryGetValue(table.QualifiedName, out var snapshot))
            _snapshots.Add(table.QualifiedName, snapshot = lake.Of(table, release));
        if (days is null || table is not Model model)
            return new StoredAmount(snapshot.Files.Count, snapshot.SizeInBytes, snapshot.RecordCount);
        var day = model.Materialization is ByDay byDay ? byDay.Day.Name : Zones.ProcessedTable.ObservedOn.Name;
        var files = snapshot.FilesFor(DeltaPruning.In(day, [.. days.Cast<object>()]));
        return new StoredAmount(files.Count, files.Sum(f => f.Size), null);
    }
}
