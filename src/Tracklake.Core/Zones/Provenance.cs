using Tracklake.Models;

namespace Tracklake.Zones;

/// <summary>
/// The columns that point from a row to the bytes that it came from. Their names start with an underscore: checksums
/// leave them out, because the same content fetched along another way is the same content.
/// </summary>
public static class Provenance
{
    /// <summary>The raw object that holds the bytes.</summary>
    public static readonly Column SourceObject =
        Column.Text("_source_object", "Key of the raw object that holds the record's bytes.").NotNull();

    /// <summary>First byte of the record.</summary>
    public static readonly Column SourceOffset = Column
        .Int64("_source_offset", "First byte of the record in the raw object, uncompressed.").NotNull();

    /// <summary>Length of the record.</summary>
    public static readonly Column SourceLength =
        Column.Int64("_source_length", "Length of the record in bytes, uncompressed.").NotNull();

    /// <summary>When the source gave the record.</summary>
    public static readonly Column IngestedAt =
        Column.Timestamp("_ingested_at", "When the source gave the record.").NotNull();

    /// <summary>All of them, in order: the last columns of every processed table.</summary>
    public static readonly IReadOnlyList<Column> Columns = [SourceObject, SourceOffset, SourceLength, IngestedAt];
}
