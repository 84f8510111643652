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
        _root is { } root && root.TryGetProperty("numRecords", out var value) && value.ValueKind == JsonValueKind.Number
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
        if (_root is not { } at || !at.TryGetProperty(bag, out at)) return null;
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
        }

        return at.ValueKind == JsonValueKind.Null ? null : at;
    }
}
