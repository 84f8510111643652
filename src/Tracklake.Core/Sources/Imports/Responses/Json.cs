using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>Questions that are asked of parsed JSON.</summary>
internal static class Json
{
    public static bool Has(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out _);

    public static string? Text(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found)
        && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    public static JsonElement? Array(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found)
        && found.ValueKind == JsonValueKind.Array ? found : null;

    /// <summary>Where the value's own bytes lie within the document that it was parsed from.</summary>
    public static (int Offset, int Length) Place(this JsonElement value, ReadOnlySpan<byte> document)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        return document.Overlaps(raw, out var offset)
            ? (offset, raw.Length)
            : throw new InvalidOperationException("The value was parsed from another document.");
    }

    /// <summary>Text of a stranger's file, fit to stand in a sentence.</summary>
    public static string Short(string text)
    {
        var clean = new string([.. text.Take(80).Select(c => char.IsControl(c) ? ' ' : c)]);
        return text.Length > 80 ? clean + "…" : clean;
    }

    public static string Article(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "A list",
        JsonValueKind.String => "A string",
        JsonValueKind.Number => "A number",
        JsonValueKind.True or JsonValueKind.False => "A truth value",
        _ => "null",
    };
}
