using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracklake.Delta;

[JsonSerializable(typeof(string))]
internal sealed partial class SchemaText : JsonSerializerContext;

/// <summary>Schemas to and from the JSON of <c>schemaString</c> (protocol: Schema Serialization Format).</summary>
internal static class SchemaJson
{
    private static readonly HashSet<string> Primitives =
    [
        "string", "long", "integer", "short", "byte", "float", "double", "boolean", "binary", "date", "timestamp",
        "timestamp_ntz", "void",
    ];

    public static DeltaSchema Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return ReadType(document.RootElement) is DeltaStruct root
                ? new DeltaSchema(root.Fields)
                : throw new FormatException("the schema is not a struct");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"the schema is not readable: {e.Message}", e);
        }
    }

    public static string Write(DeltaSchema schema)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, LogJson.WriterOptions)) WriteType(json, new DeltaStruct(schema.Fields));
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static DeltaType ReadType(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String) return ReadPrimitive(json.GetString()!);
        var kind = json.GetProperty("type").GetString();
        return kind switch
        {
            "struct" => new DeltaStruct(ReadFields(json.GetProperty("fields"))),
            "array" => new DeltaArray(ReadType(json.GetProperty("elementType")), Flag(json, "containsNull")),
            "map" => new DeltaMap(ReadType(json.GetProperty("keyType")), ReadType(json.GetProperty("valueType")),
                Flag(json, "valueContainsNull")),
            _ => throw new FormatException($"the type '{kind}' is not known"),
        };
    }

    private static DeltaField[] ReadFields(JsonElement json)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var fields = json.EnumerateArray().Select(ReadField).ToArray();
        return Array.Find(fields, f => !names.Add(f.Name)) is { } twin
            ? throw new FormatException($"the field '{twin.Name}' is there twice")
            : fields;
    }

    private static DeltaField ReadField(JsonElement json)
    {
        var name = json.GetProperty("name").GetString() ?? throw new FormatException("a field has no name");
        var metadata = json.TryGetProperty("metadata", out var bag) && bag.ValueKind == JsonValueKind.Object
            ? bag.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.Clone())
            : DeltaField.NoMetadata;
        // Spark's default where the key is absent.
        return new DeltaField(name, ReadType(json.GetProperty("type")), Flag(json, "nullable")) { Metadata = metadata };
    }

    private static bool Flag(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.False;

    private static DeltaType ReadPrimitive(string name)
    {
        if (Primitives.Contains(name)) return new DeltaPrimitive(name);
        if (name == "decimal") return new DeltaDecimal(10, 0);
        if (name.StartsWith("decimal(", StringComparison.Ordinal) && name.EndsWith(')'))
        {
            var parts = name[8..^1].Split(',');
            if (parts.Length == 2
                && int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var precision)
                && int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var scale)
                && precision is >= 1 and <= 38 && scale <= precision)
                return new DeltaDecimal(precision, scale);
        }

        throw new FormatException($"the type '{name}' is not known");
    }

    private static void WriteType(Utf8JsonWriter json, DeltaType type)
    {
        switch (type)
        {
            case DeltaStruct row:
                json.WriteStartObject();
                json.WriteString("type", "struct");
                json.WriteStartArray("fields");
                foreach (var field in row.Fields) WriteField(json, field);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            case DeltaArray array:
                json.WriteStartObject();
                json.WriteString("type", "array");
                json.WritePropertyName("elementType");
                WriteType(json, array.Element);
                json.WriteBoolean("containsNull", array.ContainsNull);
                json.WriteEndObject();
                break;
            case DeltaMap map:
                json.WriteStartObject();
                json.WriteString("type", "map");
                json.WritePropertyName("keyType");
                WriteType(json, map.Key);
                json.WritePropertyName("valueType");
                WriteType(json, map.Value);
                json.WriteBoolean("valueContainsNull", map.ValueContainsNull);
                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(type.ToString());
                break;
        }
    }

    private static void WriteField(Utf8JsonWriter json, DeltaField field)
    {
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        json.WritePropertyName("type");
        WriteType(json, field.Type);
        json.WriteBoolean("nullable", field.Nullable);
        json.WriteStartObject("metadata");
        foreach (var (key, value) in field.Metadata)
        {
            json.WritePropertyName(key);
            value.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
