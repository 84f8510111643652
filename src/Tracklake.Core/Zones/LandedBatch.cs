using System.Text.Json.Serialization;
using Tracklake.Raw;

namespace Tracklake.Zones;

/// <summary>What landing made of one raw batch. Its being stored means that the batch is landed, whole.</summary>
public sealed record LandedBatch
{
    /// <summary>The batch's source.</summary>
    public required string Source { get; init; }

    /// <summary>The batch's name.</summary>
    public required string Name { get; init; }

    /// <summary>The day that the batch speaks of.</summary>
    public required DateOnly ObservedOn { get; init; }

    /// <summary>The Parquet files of both zones, in the order of tables and parts.</summary>
    public required IReadOnlyList<LandedFile> Files { get; init; }

    /// <summary>What became of the records, a line a table.</summary>
    public required IReadOnlyList<Conservation> Conservation { get; init; }

    /// <summary>The key of the object that lists what was quarantined; null when nothing was.</summary>
    public string? Quarantine { get; init; }

    /// <summary>The rejections of imported files, counted by file and reason; the first of them says more.</summary>
    public IReadOnlyList<RejectionCount> Rejections { get; init; } = [];

    /// <summary>What the source could and could not serve, in words, from the raw batch.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}

/// <summary>How many records of a file were rejected for one reason.</summary>
/// <param name="Object">The file, or the raw object.</param>
/// <param name="Code">The reason's code.</param>
/// <param name="Count">How many; of very many those that are listed.</param>
/// <param name="First">What is said of the first.</param>
public sealed record RejectionCount(string Object, string Code, long Count, string First);

/// <summary>A Parquet file that landing wrote.</summary>
/// <param name="Zone"><c>processed</c> or <c>transformed</c>.</param>
/// <param name="Table">The processed table's name.</param>
/// <param name="Key">The object's key.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Bytes">Size of the file.</param>
public sealed record LandedFile(string Zone, string Table, string Key, long Rows, long Bytes);

/// <summary>
/// The conservation of records: everything that came in is a row, a duplicate or in quarantine. Nested objects that
/// merely repeat (the album within a track) are not records; top-level objects, page items and lines are.
/// </summary>
/// <param name="Table">The processed table.</param>
/// <param name="Records">Records that came in.</param>
/// <param name="Rows">Rows that were written for them.</param>
/// <param name="Duplicates">Records left out because the same batch had them already.</param>
/// <param name="Quarantined">Records that could not be used.</param>
public sealed record Conservation(string Table, long Records, long Rows, long Duplicates, long Quarantined)
{
    /// <summary>Whether nothing was lost and nothing appeared.</summary>
    [JsonIgnore]
    public bool Holds => Records == Rows + Duplicates + Quarantined;
}

/// <summary>The keys of what landing writes.</summary>
public static class LandedKeys
{
    /// <summary>The zone of flat typed rows.</summary>
    public const string Processed = "processed";

    /// <summary>The zone with derived columns.</summary>
    public const string Transformed = "transformed";

    /// <summary>The prefix of the quarantine.</summary>
    public const string QuarantineZone = "spotify/quarantine/";

    /// <summary>The prefix of the records of what was landed.</summary>
    public const string StateZone = "spotify/state/landed/";

    /// <summary>A Parquet file: Hive-style partitions, so that Glue, Athena and Spark find them too.</summary>
    public static string File(string zone, string table, string source, string batch, int part) =>
        $"spotify/{zone}/{table}/source={source}/batch={batch}/{part:D5}.parquet";

    /// <summary>The list of what was quarantined of a batch: one <see cref="Rejection"/> a line.</summary>
    public static string Quarantine(string source, string batch) => $"{QuarantineZone}{source}/{batch}.ndjson";

    /// <summary>The <see cref="LandedBatch"/> of a raw batch, written last.</summary>
    public static string Landed(string source, string batch) => $"{StateZone}{source}/{batch}.json";
}
