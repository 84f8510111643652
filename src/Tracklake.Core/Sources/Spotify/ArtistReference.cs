using System.Text.RegularExpressions;

namespace Tracklake.Sources.Spotify;

/// <summary>How a user names an artist: by id, URI or address, else by name.</summary>
internal static partial class ArtistReference
{
    /// <summary>The artist's id; null when it is a name.</summary>
    public static string? IdOf(string reference)
    {
        var match = Pattern().Match(reference.Trim());
        return match.Success ? match.Groups["id"].Value : null;
    }

    [GeneratedRegex(
        @"^(?:spotify:artist:|https?://open\.spotify\.com/(?:intl-[A-Za-z-]+/)?artist/)?"
        + @"(?<id>[0-9A-Za-z]{22})(?:[?#].*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
