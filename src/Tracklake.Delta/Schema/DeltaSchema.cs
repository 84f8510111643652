using System.Text.Json;

namespace Tracklake.Delta;

/// <summary>A table's columns in order (protocol: Schema Serialization Format).</summary>
public sealed record DeltaSchema(IReadOnlyList<DeltaField> Fields)
{
    /// <summary>The column of that name, in any case (names in Delta differ by more than case); null if absent.</summary>
    public DeltaField? Find(string name)
    {
        foreach (var field in Fields)
        {
            if (string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)) return field;
        }

        return null;
    }

    /// <summary>The schema as the protocol's JSON.</summary>
    public string ToJson() => SchemaJson.Write(this);

    /// <summary>Reads the protocol's JSON; throws <see cref="FormatException"/> when it is not a schema.</summary>
    public static DeltaSchema FromJson(string json) => SchemaJson.Read(json);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Fields.Select(f => $"{f.Name} {f.Type}"));
}

/// <summary>A column, or a field of a struct (protocol: Struct Field).</summary>
public sealed record DeltaField(string Name, DeltaType Type, bool Nullable = true)
{
    private const string CommentKey = "comment";

    /// <summary>The field's metadata (protocol: Column Metadata); values are JSON.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; init; } = NoMetadata;

    /// <summary>What the column means; kept in the metadata under <c>comment</c>.</summary>
    public string? Comment
    {
        get => Text(CommentKey);
        init => Metadata = value is null ? Metadata : With(CommentKey, JsonSerializer.SerializeToElement(value,
            SchemaText.Default.String));
    }

    internal static IReadOnlyDictionary<string, JsonElement> NoMetadata { get; } =
        new Dictionary<string, JsonElement>();

    /// <summary>The name within Parquet and statistics (protocol: Column Mapping).</summary>
    internal string PhysicalName => Text("delta.columnMapping.physicalName") ?? Name;

    /// <summary>The field id within Parquet (protocol: Column Mapping), where the table has them.</summary>
    internal long? FieldId =>
        Metadata.TryGetValue("delta.columnMapping.id", out var id) && id.ValueKind == JsonValueKind.Number
            && id.TryGetInt64(out var value) ? value : null;

    internal string? Text(string key) =>
        Metadata.TryGetValue(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private Dictionary<string, JsonElement> With(string key, JsonElement value) =>
        new(Metadata) { [key] = value };
}
