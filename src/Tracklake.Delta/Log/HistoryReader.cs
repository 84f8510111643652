using System.Text.Json;

namespace Tracklake.Delta;

/// <summary>Reads the provenance of versions and finds versions by time (protocol: Commit Provenance Information,
/// In-Commit Timestamps).</summary>
internal sealed class HistoryReader(string table, ILogStore log)
{
    /// <summary>The versions whose commits are still there, newest first.</summary>
    public IEnumerable<DeltaHistoryEntry> Read(long newest, long oldest)
    {
        for (var version = newest; version >= oldest; version--)
        {
            if (ReadEntry(version) is not { } entry) yield break;
            yield return entry;
        }
    }

    /// <summary>The newest version that was made at the time or before; null when every one is younger.</summary>
    public long? VersionAt(DateTimeOffset at, long newest)
    {
        // Times of files need not rise with the versions; a version counts as made no earlier than the one before it.
        long? found = null;
        var latest = DateTimeOffset.MinValue;
        var versions = log.List(0).Select(e => LogNames.Parse(e.Name))
            .Where(f => f is { Kind: LogFileKind.Commit } && f.Value.Version <= newest).Select(f => f!.Value.Version).Order();
        foreach (var version in versions)
        {
            if (ReadEntry(version) is not { } entry) continue;
            latest = entry.Timestamp > latest ? entry.Timestamp : latest.AddMilliseconds(1);
            if (latest > at) break;
            found = version;
        }

        return found;
    }

    private DeltaHistoryEntry? ReadEntry(long version)
    {
        if (new LogReader(table, log).ReadCommit(version) is not { } lines) return null;
        var modified = log.Stat(LogNames.Commit(version))?.Modified ?? DateTimeOffset.UnixEpoch;
        var info = lines.Find(l => l.CommitInfo is { ValueKind: JsonValueKind.Object })?.CommitInfo;
        var timestamp = InCommitTimestamp.Of(info) is { } inCommit ? DateTimeOffset.FromUnixTimeMilliseconds(inCommit) : modified;
        var userMetadata = Text(info, "userMetadata");
        return new DeltaHistoryEntry(version, timestamp, Text(info, "operation"))
        {
            Parameters = Bag(Get(info, "operationParameters")),
            Metrics = Bag(Get(info, "operationMetrics")),
            UserMetadata = userMetadata,
            Info = Noted(userMetadata),
            EngineInfo = Text(info, "engineInfo"),
            ReadVersion = Get(info, "readVersion") is { ValueKind: JsonValueKind.Number } read && read.TryGetInt64(out var value)
                ? value : null,
            IsBlindAppend = Get(info, "isBlindAppend")?.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            },
        };
    }

    private static JsonElement? Get(JsonElement? info, string name) =>
        info is { } json && json.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement? info, string name) =>
        Get(info, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static Dictionary<string, string> Bag(JsonElement? json)
    {
        var bag = new Dictionary<string, string>();
        if (json is not { ValueKind: JsonValueKind.Object } values) return bag;
        foreach (var property in values.EnumerateObject())
            bag[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()! : property.Value.GetRawText();
        return bag;
    }

    private static Dictionary<string, string> Noted(string? userMetadata)
    {
        if (userMetadata is not ['{', ..]) return [];
        try
        {
            using var document = JsonDocument.Parse(userMetadata);
            return Bag(document.RootElement);
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
