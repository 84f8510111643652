using System.Globalization;

namespace Tracklake.Delta;

/// <summary>How long things are kept, by the table's properties (protocol: Table Properties).</summary>
internal static class Retention
{
    private static readonly TimeSpan Tombstones = TimeSpan.FromDays(7);
    private static readonly TimeSpan Log = TimeSpan.FromDays(30);

    public static TimeSpan OfFiles(DeltaSnapshot snapshot) =>
        Interval(snapshot.Property("delta.deletedFileRetentionDuration")) ?? Tombstones;

    public static TimeSpan OfLog(DeltaSnapshot snapshot) =>
        Interval(snapshot.Property("delta.logRetentionDuration")) ?? Log;

    /// <summary>Tombstones from before, in milliseconds since 1970, have expired.</summary>
    public static long TombstoneHorizon(DeltaSnapshot snapshot, DateTimeOffset now)
    {
        var kept = OfFiles(snapshot);
        return kept >= now - DateTimeOffset.UnixEpoch ? 0 : (now - kept).ToUnixTimeMilliseconds();
    }

    /// <summary>Reads Spark's spelling, such as <c>interval 7 days</c>; null when it is not one.</summary>
    public static TimeSpan? Interval(string? text)
    {
        var words = text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (words is ["interval", ..]) words = words[1..];
        if (words.Length == 0 || words.Length % 2 != 0) return null;
        var total = TimeSpan.Zero;
        for (var i = 0; i < words.Length; i += 2)
        {
            if (!long.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 1_000_000
                || Unit(words[i + 1].TrimEnd('s')) is not { } unit)
                return null;
            total += unit * count;
        }

        return total;
    }

    private static TimeSpan? Unit(string name) => name switch
    {
        "week" => TimeSpan.FromDays(7),
        "day" => TimeSpan.FromDays(1),
        "hour" => TimeSpan.FromHours(1),
        "minute" => TimeSpan.FromMinutes(1),
        "second" => TimeSpan.FromSeconds(1),
        "millisecond" => TimeSpan.FromMilliseconds(1),
        "microsecond" => TimeSpan.FromMicroseconds(1),
        _ => null,
    };
}
