using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tracklake.Delta;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(LastCheckpoint))]
[JsonSerializable(typeof(VersionChecksum))]
[JsonSerializable(typeof(CommitInfo))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(DeletionVector))]
[JsonSerializable(typeof(Dictionary<string, string?>), TypeInfoPropertyName = "NullableMap")]
internal sealed partial class LogJsonContext : JsonSerializerContext;

/// <summary>Lines of the log to and from JSON. Unknown actions and fields are skipped, as the protocol asks.</summary>
internal static class LogJson
{
    /// <summary>A line longer than this is no log line: the biggest real ones hold statistics of some kilobytes.</summary>
    private const int LongestLine = 64 * 1024 * 1024;

    // What Spark and others write: text as it is, not \u escapes of every quote.
    private static readonly LogJsonContext Context =
        new(new JsonSerializerOptions(LogJsonContext.Default.Options) { Encoder = Encoder });

    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(IEnumerable<LogLine> lines)
    {
        using var buffer = new MemoryStream();
        foreach (var line in lines)
        {
            JsonSerializer.Serialize(buffer, line, Context.LogLine);
            buffer.WriteByte((byte)'\n');
        }

        return buffer.ToArray();
    }

    public static byte[] Line(LogLine line) => JsonSerializer.SerializeToUtf8Bytes(line, Context.LogLine);

    public static byte[] Write(LastCheckpoint value) => JsonSerializer.SerializeToUtf8Bytes(value, Context.LastCheckpoint);

    public static byte[] Write(VersionChecksum value) =>
        JsonSerializer.SerializeToUtf8Bytes(value, Context.VersionChecksum);

    public static JsonElement Element(CommitInfo value) => JsonSerializer.SerializeToElement(value, Context.CommitInfo);

    public static string Text(IReadOnlyDictionary<string, string> value) =>
        JsonSerializer.Serialize(value.ToDictionary(p => p.Key, p => (string?)p.Value), Context.NullableMap);

    public static string Text(IEnumerable<string> value) => JsonSerializer.Serialize(value.ToList(), Context.ListString);

    public static string Text(string value) =>
        JsonSerializer.Serialize(value, new SchemaText(new JsonSerializerOptions { Encoder = Encoder }).String);

    public static LastCheckpoint? ReadLastCheckpoint(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Context.LastCheckpoint);

    public static VersionChecksum? ReadChecksum(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Context.VersionChecksum);

    public static DeletionVector? ReadDeletionVector(string json) =>
        JsonSerializer.Deserialize(json, Context.DeletionVector);

    public static Dictionary<string, string?>? ReadMap(string json) =>
        JsonSerializer.Deserialize(json, Context.NullableMap);

    /// <summary>Reads one line; a JsonException says what is wrong with it.</summary>
    public static LogLine? ReadLine(ReadOnlySpan<byte> line) =>
        line.Length > LongestLine
            ? throw new JsonException($"a line of {line.Length} bytes")
            : Whole(JsonSerializer.Deserialize(line, Context.LogLine));

    // A key that is there may still be null.
    private static LogLine? Whole(LogLine? line) =>
        line is null ? null
        : line.Add is { Path: null } or { PartitionValues: null } ? throw Lacks("add", "path or partitionValues")
        : line.Remove is { Path: null } ? throw Lacks("remove", "path")
        : line.MetaData is { PartitionColumns: null } or { Configuration: null } or { Format: null }
            ? throw Lacks("metaData", "partitionColumns, configuration or format")
        : line.Txn is { AppId: null } ? throw Lacks("txn", "appId")
        : line.DomainMetadata is { Domain: null } ? throw Lacks("domainMetadata", "domain")
        : line.Sidecar is { Path: null } ? throw Lacks("sidecar", "path")
        : line.Cdc is { Path: null } ? throw Lacks("cdc", "path")
        : line.CommitInfo is { } info && !IsUnicode(info) ? throw new JsonException("the commitInfo has text that is not Unicode")
        : line;

    /// <summary>Whether every name and text can be read: a lone surrogate is found only when it is asked for.</summary>
    private static bool IsUnicode(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().All(p => p.Name.Length >= 0 && IsUnicode(p.Value)),
                JsonValueKind.Array => element.EnumerateArray().All(IsUnicode),
                JsonValueKind.String => element.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static JsonException Lacks(string action, string fields) => new($"the action {action} lacks its {fields}");

    /// <summary>Reads a row of a checkpoint, where what is absent is there as null.</summary>
    public static LogLine? ReadRow(string json)
    {
        var row = JsonNode.Parse(json);
        DropNulls(row, keepEntries: false);
        return Whole(row.Deserialize(Context.LogLine));
    }

    private static void DropNulls(JsonNode? node, bool keepEntries)
    {
        if (node is not JsonObject json) return;
        foreach (var (key, value) in json.ToList())
        {
            if (value is null && !keepEntries) json.Remove(key);
            // Within maps a null is a value.
            else DropNulls(value, key is "partitionValues" or "tags" or "configuration" or "options");
        }
    }

    /// <summary>Reads a file of lines; a JsonException names the line.</summary>
    public static void ReadLines(ReadOnlySpan<byte> text, Action<LogLine> each)
    {
        if (text.StartsWith("\uFEFF"u8)) text = text[3..];
        for (var number = 1; !text.IsEmpty; number++)
        {
            var end = text.IndexOf((byte)'\n');
            var line = (end < 0 ? text : text[..end]).Trim(" \t\r"u8);
            text = end < 0 ? [] : text[(end + 1)..];
            if (line.IsEmpty) continue;
            try
            {
                if (ReadLine(line) is { } read) each(read);
            }
            catch (JsonException e)
            {
                throw new JsonException($"line {number}: {e.Message}", e);
            }
        }
    }
}

/// <summary>Protocol: Last Checkpoint File Schema.</summary>
internal sealed record LastCheckpoint
{
    public required long Version { get; init; }

    public long? Size { get; init; }

    public int? Parts { get; init; }

    public long? SizeInBytes { get; init; }

    public long? NumOfAddFiles { get; init; }
}

/// <summary>Protocol: Version Checksum File Schema.</summary>
internal sealed record VersionChecksum
{
    public string? TxnId { get; init; }

    public long TableSizeBytes { get; init; }

    public long NumFiles { get; init; }

    public long NumMetadata { get; init; } = 1;

    public long NumProtocol { get; init; } = 1;

    public long? InCommitTimestampOpt { get; init; }

    public IReadOnlyList<TxnAction>? SetTransactions { get; init; }

    public IReadOnlyList<DomainMetadata>? DomainMetadata { get; init; }

    public MetaData? Metadata { get; init; }

    public ProtocolAction? Protocol { get; init; }
}

/// <summary>What this library writes as provenance (protocol: Commit Provenance Information).</summary>
internal sealed record CommitInfo
{
    public long? InCommitTimestamp { get; init; }

    public required long Timestamp { get; init; }

    public required string Operation { get; init; }

    public required IReadOnlyDictionary<string, string> OperationParameters { get; init; }

    public long? ReadVersion { get; init; }

    public string IsolationLevel { get; init; } = "Serializable";

    public bool IsBlindAppend { get; init; }

    public required IReadOnlyDictionary<string, string> OperationMetrics { get; init; }

    public string? UserMetadata { get; init; }

    public required string EngineInfo { get; init; }

    public required string TxnId { get; init; }
}
