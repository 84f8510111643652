using System.Text.Json;

namespace Tracklake.Delta;

/// <summary>A file's statistics as they are read (protocol: Per-file Statistics). What cannot be read is absent: a
/// missing statistic keeps a file, a wrong one would lose it.</summary>
internal sealed class FileStatistics
{
    private static readonly FileStatistics None = new(null);
    private readonly JsonElement? _root;

    private FileStatistics(JsonElement? root) => _root = root;

    /// <summary>Records in the file, deleted ones included.</summary>
    public long? NumRecords =>
        _root is { } root && Get(root, "numRecords") is { ValueKind: JsonValueKind.Number } value
            && value.TryGetInt64(out var count) && count >= 0 ? count : null;

    public static FileStatistics Parse(string? json)
    {
        if (string.IsNullOrEmpty(json)) return None;
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new FileStatistics(document.RootElement.Clone())
                : None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    public JsonElement? Min(IReadOnlyList<string> path) => At("minValues", path);

    public JsonElement? Max(IReadOnlyList<string> path) => At("maxValues", path);

    public long? NullCount(IReadOnlyList<string> path) =>
        At("nullCount", path) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var count)
            ? count : null;

    private JsonElement? At(string bag, IReadOnlyList<string> path)
    {
        var at = _root is { } root ? Get(root, bag) : null;
        foreach (var name in path)
            at = at is { ValueKind: JsonValueKind.Object } inner ? Get(inner, name) : null;
        return at is { ValueKind: JsonValueKind.Null } ? null : at;
    }

    // A name that is not Unicode, anywhere beside the one that is asked for, is found only now.
    private static JsonElement? Get(JsonElement element, string name)
    {
        try
        {
            return element.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
