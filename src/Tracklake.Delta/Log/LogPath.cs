namespace Tracklake.Delta;

/// <summary>Paths of data files: URI-encoded in the log, plain on disk (protocol: Add File and Remove File).</summary>
internal static class LogPath
{
    private const string FileScheme = "file:";

    /// <summary>The path with its %XX undone and without the spellings of the local file scheme. Two spellings of one
    /// file must meet, so replay is by this.</summary>
    public static string Decode(string path)
    {
        var decoded = Uri.UnescapeDataString(path);
        if (!decoded.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase)) return decoded;
        var rooted = decoded.AsSpan(FileScheme.Length).TrimStart('/');
        return decoded.Length > FileScheme.Length && decoded[FileScheme.Length] == '/' ? $"/{rooted}" : decoded;
    }

    /// <summary>Where the file is on this machine, or null when the path leaves the table's folder or the disk.</summary>
    public static string? Resolve(string tablePath, string path, bool outside = false)
    {
        var decoded = Decode(path);
        var root = Path.GetFullPath(tablePath);
        if (decoded.Length == 0 || decoded.Contains('\0', StringComparison.Ordinal)) return null;
        if (!decoded.StartsWith('/') && HasScheme(path)) return null;
        var full = Path.GetFullPath(Path.Combine(root, decoded));
        if (outside && Path.IsPathRooted(decoded)) return full;
        return full.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar,
            StringComparison.Ordinal) ? full : null;
    }

    /// <summary>Encodes a relative path of a file for the log.</summary>
    public static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString))
        .Replace("%3D", "=", StringComparison.Ordinal);

    private static bool HasScheme(string path)
    {
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && path.AsSpan(0, colon).IndexOf('/') < 0
            && path.AsSpan(0, colon).ToString().All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
    }
}
