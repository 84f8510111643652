using System.Security.Cryptography;
using System.Text;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>Ids: those of Spotify out of whatever they are wrapped in, and made ones where a file has none.</summary>
internal static class TrackIds
{
    /// <summary>The id in a URI or an address, or the text itself.</summary>
    public static string Plain(string text)
    {
        var value = text.Trim();
        if (value.StartsWith("spotify:", StringComparison.Ordinal)
            && !value.StartsWith("spotify:local:", StringComparison.Ordinal))
            return value[(value.LastIndexOf(':') + 1)..];
        var at = value.IndexOf("spotify.com/", StringComparison.Ordinal);
        if (at < 0)
            return value;
        var path = value[at..].Split('?', '#')[0].TrimEnd('/');
        return path[(path.LastIndexOf('/') + 1)..];
    }

    /// <summary>Whether it can be an id of Spotify: 22 letters and digits.</summary>
    public static bool IsSpotify(string id) => id.Length == 22 && id.All(char.IsAsciiLetterOrDigit);

    public static string Artist(string name) => "dataset:artist:" + Hash(Normalise(name));

    public static string Album(IEnumerable<string> artists, string album) =>
        "dataset:album:" + Hash(string.Join('\u001f', artists.Select(Normalise)) + '\u001e' + Normalise(album));

    public static string Track(string name, IEnumerable<string> artists, string? album) =>
        "dataset:track:" + Hash(Normalise(name) + '\u001e' + string.Join('\u001f', artists.Select(Normalise)) + '\u001e'
            + Normalise(album ?? ""));

    /// <summary>A name without case and superfluous spaces: what is the same to a reader has the same id.</summary>
    public static string Normalise(string name) =>
        string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..22];
}
