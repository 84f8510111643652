using Tracklake.Landing.Json;
using Tracklake.Raw;
using Tracklake.Zones;

namespace Tracklake.Landing.Records;

/// <summary>What the reader of a part counted, a line a table; the writer counts its rows on its own.</summary>
internal sealed class RecordCounts(string rawObject)
{
    private readonly Dictionary<string, Tally> tallies =
        ProcessedTables.All.ToDictionary(table => table.Name, _ => new Tally());

    public List<Rejection> Rejections { get; } = [];

    public long Records => tallies.Values.Sum(t => t.Records);

    public Tally this[ProcessedTable table] => tallies[table.Name];

    /// <summary>Sets the bytes of a record of the table aside.</summary>
    public void Reject(ProcessedTable table, long offset, long length, Fault fault)
    {
        this[table].Quarantined++;
        Rejections.Add(new Rejection(rawObject, offset, length, fault.Code, fault.Reason));
    }
}

/// <summary>Numbers of records of one table.</summary>
internal sealed class Tally
{
    public long Records { get; set; }

    public long Duplicates { get; set; }

    public long Quarantined { get; set; }
}
