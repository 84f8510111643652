using System.Globalization;

namespace Tracklake.Sources.Imports.History;

/// <summary>Reads the times of an export.</summary>
internal static class PlayTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss",
    ];

    /// <summary>When Spotify was founded: nothing was played before.</summary>
    public static readonly long First = new DateTimeOffset(2006, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Milliseconds since 1970 UTC, or null.</summary>
    public static long? Parse(ReadOnlySpan<char> text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
        ? at.ToUnixTimeMilliseconds()
        : null;

    /// <summary>
    /// An <c>offline_timestamp</c> in milliseconds; exports have had seconds, milliseconds and microseconds, and 0 for
    /// none. 0 when it says nothing that can be.
    /// </summary>
    public static long Offline(long value, long latest)
    {
        var ms = value switch
        {
            > 100_000_000_000_000 => value / 1000,
            > 100_000_000_000 => value,
            > 0 => value * 1000,
            _ => 0,
        };
        return ms >= First && ms <= latest ? ms : 0;
    }
}
