using System.Globalization;
using System.Text.Json;
using YamlDotNet.Serialization;

namespace Tracklake.Simulator.Tests;

/// <summary>
/// Checks bodies against the response schemas of Spotify's OpenAPI document: types, required fields, enumerations,
/// bounds, nullability, and that there is no field which the document does not know.
/// </summary>
internal sealed class OpenApiContract
{
    private readonly JsonElement _document;

    private OpenApiContract(JsonElement document) => _document = document;

    public static OpenApiContract Load()
    {
        using var yaml = new StreamReader(SharedData.Path("spotify-openapi-official.yml"));
        var reader = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        var tree = reader.Deserialize(yaml);
        return new(SharedData.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(tree!)));
    }

    /// <summary>What is wrong with a body, as <c>path: problem</c>; empty if nothing is.</summary>
    /// <param name="endpoint">The endpoint, as the document names it.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="body">The answer's body.</param>
    /// <param name="mayMiss">The required fields that a profile leaves out.</param>
    public IReadOnlyList<string> Check(string endpoint, int status, JsonElement body, IReadOnlySet<string> mayMiss)
    {
        var problems = new List<string>();
        Check(Schema(endpoint, status), body, "$", mayMiss, problems);
        return problems;
    }

    // The document lists 401, 403 and 429 with every endpoint; 400 and 404 it defines, but lists nowhere.
    private JsonElement Schema(string endpoint, int status)
    {
        var response = status switch
        {
            400 => Get(_document, "components", "responses", "BadRequest"),
            404 => Get(_document, "components", "responses", "NotFound"),
            _ => Get(_document, "paths", endpoint, "get", "responses", status.ToString(CultureInfo.InvariantCulture)),
        };
        return Get(response, "content", "application/json", "schema");
    }

    private void Check(
        JsonElement schema, JsonElement value, string path, IReadOnlySet<string> mayMiss, List<string> problems)
    {
        var parts = Flatten(schema).ToList();
        foreach (var part in parts)
        {
            if (part.TryGetProperty("type", out var type) && !HasType(type.GetString()!, part, value))
                problems.Add($"{path}: {value.ValueKind} is not {type}");
            if (part.TryGetProperty("enum", out var values) && value.ValueKind != JsonValueKind.Null
                && values.EnumerateArray().All(allowed => allowed.ToString() != value.ToString()))
                problems.Add($"{path}: '{value}' is not one of {values}");
            if (value.ValueKind == JsonValueKind.Number
                && ((part.TryGetProperty("minimum", out var minimum) && value.GetDecimal() < minimum.GetDecimal())
                    || (part.TryGetProperty("maximum", out var maximum) && value.GetDecimal() > maximum.GetDecimal())))
                problems.Add($"{path}: {value} is out of bounds");
        }
        if (value.ValueKind == JsonValueKind.Object) CheckFields(parts, value, path, mayMiss, problems);
        if (value.ValueKind != JsonValueKind.Array) return;
        foreach (var part in parts.Where(part => part.TryGetProperty("items", out _)))
            foreach (var (index, item) in value.EnumerateArray().Index())
                Check(part.GetProperty("items"), item, $"{path}[{index}]", mayMiss, problems);
    }

    private void CheckFields(
        List<JsonElement> parts, JsonElement value, string path, IReadOnlySet<string> mayMiss, List<string> problems)
    {
        var required = parts.Where(part => part.TryGetProperty("required", out _))
            .SelectMany(part => part.GetProperty("required").EnumerateArray()).Select(name => name.GetString()!);
        foreach (var name in required.Distinct())
            if (!value.TryGetProperty(name, out _) && !mayMiss.Contains(name))
                problems.Add($"{path}: '{name}' is missing");
        var known = parts.Where(part => part.TryGetProperty("properties", out _))
            .SelectMany(part => part.GetProperty("properties").EnumerateObject()).ToLookup(p => p.Name, p => p.Value);
        if (known.Count == 0) return;
        foreach (var field in value.EnumerateObject())
        {
            if (!known.Contains(field.Name)) problems.Add($"{path}: '{field.Name}' is not in the document");
            foreach (var schema in known[field.Name])
                Check(schema, field.Value, $"{path}.{field.Name}", mayMiss, problems);
        }
    }

    // A schema and all that it is made of.
    private IEnumerable<JsonElement> Flatten(JsonElement schema)
    {
        var resolved = Resolve(schema);
        return resolved.TryGetProperty("allOf", out var all)
            ? all.EnumerateArray().SelectMany(Flatten).Prepend(resolved)
            : [resolved];
    }

    private JsonElement Get(JsonElement from, params string[] path) =>
        path.Aggregate(from, (element, name) => Resolve(element.GetProperty(name)));

    private JsonElement Resolve(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference)
            ? Get(_document, reference.GetString()![2..].Split('/'))
            : element;

    private static bool HasType(string type, JsonElement schema, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean(),
        JsonValueKind.String => type == "string",
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        _ => type == "number" || (type == "integer" && value.TryGetInt64(out _)),
    };
}
