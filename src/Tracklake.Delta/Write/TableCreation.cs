namespace Tracklake.Delta;

/// <summary>The first protocol and metadata of a table (protocol: Protocol Evolution, Change Metadata).</summary>
internal static class TableCreation
{
    public static (ProtocolAction Protocol, MetaData MetaData) Create(
        string table, DeltaSchema schema, DeltaWrite write, DeltaOptions options)
    {
        var properties = (write.Properties ?? new Dictionary<string, string>()).ToDictionary(p => p.Key, p => (string?)p.Value);
        var metaData = new MetaData
        {
            Id = options.NewId().ToString("D"),
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(table)),
            Description = write.Description,
            SchemaString = schema.ToJson(),
            // As the schema spells them, whatever the case that the caller used.
            PartitionColumns = [.. write.PartitionBy.Select(c => schema.Find(c)!.Name)],
            Configuration = properties,
            CreatedTime = options.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        return (ProtocolFor(properties), metaData);
    }

    /// <summary>A version that is not there yet, for writing its files and checking its rows.</summary>
    public static DeltaSnapshot Target(
        string table, DeltaSnapshot? current, ProtocolAction? protocol, MetaData metaData, DeltaOptions options)
    {
        var state = current is null ? new LogState() : new LogState(current.Loaded.State);
        if (protocol is not null) state.Apply(new LogLine { Protocol = protocol });
        state.Apply(new LogLine { MetaData = metaData });
        return new DeltaSnapshot(table, new LoadedLog(current?.Version ?? 0, state, -1, null), options);
    }

    /// <summary>The protocol that a table needs after its properties changed; null when the one it has will do.</summary>
    public static ProtocolAction? Upgraded(ProtocolAction current, Dictionary<string, string?> properties)
    {
        var missing = Features(properties).Where(f => !FeatureGate.Supports(current, f)).ToList();
        return missing.Count == 0 ? null : current with
        {
            MinWriterVersion = 7,
            // What the old version implied is spelled out now (protocol: Table Features for New and Existing Tables).
            WriterFeatures = [.. FeatureGate.ActiveWriterFeatures(current), .. missing],
            ReaderFeatures = current.MinReaderVersion >= 3 ? current.ReaderFeatures : null,
        };
    }

    // The oldest protocol that carries what the properties turn on: everybody can open (1,2).
    private static ProtocolAction ProtocolFor(Dictionary<string, string?> properties)
    {
        var plain = new ProtocolAction { MinReaderVersion = 1, MinWriterVersion = 2 };
        return Upgraded(plain, properties) ?? plain;
    }

    private static IEnumerable<string> Features(Dictionary<string, string?> properties)
    {
        if (IsOn(properties, ChangeFeed.Property)) yield return "changeDataFeed";
        if (InCommitTimestamp.IsOn(properties)) yield return "inCommitTimestamp";
        if (properties.Keys.Any(k => k.StartsWith("delta.constraints.", StringComparison.Ordinal))) yield return "checkConstraints";
    }

    private static bool IsOn(Dictionary<string, string?> properties, string key) =>
        string.Equals(properties.GetValueOrDefault(key), "true", StringComparison.OrdinalIgnoreCase);
}
