namespace Tracklake.Delta;

/// <summary>Which tables this library may read and write (protocol: Table Features, Protocol Evolution).</summary>
internal static class FeatureGate
{
    private const int NewestReader = 3;
    private const int NewestWriter = 7;

    private static readonly HashSet<string> Readable =
        ["columnMapping", "deletionVectors", "timestampNtz", "v2Checkpoint", "vacuumProtocolCheck", "typeWidening",
            "typeWidening-preview"];

    // Features whose writer rules are all met here, or that are refused only when their metadata is in use.
    private static readonly HashSet<string> Writable =
        ["appendOnly", "invariants", "checkConstraints", "changeDataFeed", "inCommitTimestamp", "generatedColumns",
            "vacuumProtocolCheck", "domainMetadata", "v2Checkpoint"];

    // What each writer version demands of old (protocol: Writer Version Requirements).
    private static readonly string[][] ByWriterVersion =
    [
        [], [], ["appendOnly", "invariants"], ["checkConstraints"], ["changeDataFeed", "generatedColumns"],
        ["columnMapping"], ["identityColumns"],
    ];

    /// <summary>Throws when a reader may not open the table.</summary>
    public static void CheckRead(string table, long version, ProtocolAction protocol)
    {
        if (protocol.MinReaderVersion is < 1 or > NewestReader)
            throw new DeltaUnsupportedException(table, version, $"minReaderVersion {protocol.MinReaderVersion}",
                $"it asks for reader version {protocol.MinReaderVersion}; this library reads 1 to {NewestReader}");
        if (protocol.MinReaderVersion < NewestReader) return;
        if (protocol.ReaderFeatures is null)
            throw new DeltaCorruptException(table, version, "reader version 3 without a list of reader features");
        foreach (var feature in protocol.ReaderFeatures)
        {
            if (!Readable.Contains(feature))
                throw new DeltaUnsupportedException(table, version, feature,
                    $"it needs the reader feature '{feature}', which this library does not have");
        }
    }

    /// <summary>Throws when a writer may not change the table.</summary>
    public static void CheckWrite(string table, long version, ProtocolAction protocol, MetaData metaData)
    {
        if (protocol.MinWriterVersion is < 1 or > NewestWriter)
            throw new DeltaUnsupportedException(table, version, $"minWriterVersion {protocol.MinWriterVersion}",
                $"it asks for writer version {protocol.MinWriterVersion}; this library writes 1 to {NewestWriter}");
        foreach (var feature in ActiveWriterFeatures(protocol))
        {
            if (!Writable.Contains(feature) && !IsIdle(feature, metaData))
                throw new DeltaUnsupportedException(table, version, feature,
                    $"it needs the writer feature '{feature}', which this library does not have; it can be read");
        }
    }

    public static bool Supports(ProtocolAction protocol, string writerFeature) =>
        ActiveWriterFeatures(protocol).Contains(writerFeature);

    /// <summary>The writer features that a table supports, spelled out or implied by its writer version.</summary>
    public static IEnumerable<string> ActiveWriterFeatures(ProtocolAction protocol) =>
        protocol.MinWriterVersion == NewestWriter
            ? protocol.WriterFeatures ?? []
            : ByWriterVersion.Take(protocol.MinWriterVersion + 1).SelectMany(f => f);

    // A feature that the table may use but does not (protocol: Active Features).
    private static bool IsIdle(string feature, MetaData metaData) => feature switch
    {
        "columnMapping" => !metaData.Configuration.TryGetValue("delta.columnMapping.mode", out var mode)
            || mode is null or "none",
        "deletionVectors" => !metaData.Configuration.TryGetValue("delta.enableDeletionVectors", out var on)
            || !string.Equals(on, "true", StringComparison.OrdinalIgnoreCase),
        "identityColumns" => !SchemaHas(metaData, "delta.identity."),
        "timestampNtz" => !SchemaHas(metaData, "timestamp_ntz"),
        "allowColumnDefaults" => !SchemaHas(metaData, "CURRENT_DEFAULT"),
        _ => false,
    };

    private static bool SchemaHas(MetaData metaData, string text) =>
        metaData.SchemaString?.Contains(text, StringComparison.Ordinal) ?? false;
}
