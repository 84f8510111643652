using Tracklake.Sources.Imports.Files;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>Reads a file that may hold stored responses.</summary>
internal static class ResponseFile
{
    /// <summary>
    /// The largest JSON document that is read, a list; an answer of the API has less than one megabyte.
    /// </summary>
    public const int LargestDocument = 256 << 20;

    /// <summary>The largest single object: parsed it takes several times its size in memory.</summary>
    public const int LargestObject = 64 << 20;

    private const int LargestToJudge = 4 << 20;

    private static readonly string[] LineExtensions = [".ndjson", ".jsonl"];

    /// <summary>Whether a file looks like JSON at all, by its name or its first bytes.</summary>
    public static bool MayBeJson(InputFile file)
    {
        if (file.Extension is ".json" || LineExtensions.Contains(file.Extension))
            return true;
        if (file.Extension is not (".txt" or "" or ".body" or ".response" or ".js" or ".log"))
            return false;
        try
        {
            using var content = Utf8Content.Open(file);
            Span<byte> start = stackalloc byte[256];
            var count = content.Stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return start[..count].TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return false;
        }
    }

    /// <summary>Whether a file holds at least one response; a large one is judged by its first line.</summary>
    public static bool HoldsResponse(InputFile file)
    {
        if (file.Bytes > LargestToJudge)
            return LineFile.FirstLineIsResponse(file) ?? true;
        var found = Read(file);
        return found.Bodies.Count > 0 || found.Rejections.Any(r => r.Code is "api-error" or "token");
    }

    /// <summary>Finds what a file holds; what is wrong with it is in the findings, never thrown.</summary>
    public static FileFindings Read(InputFile file)
    {
        if (file.Bytes == 0)
            return FileFindings.Rejected(file.Path, 0, 0, "empty-file", "The file is empty.");
        try
        {
            if (LineExtensions.Contains(file.Extension) || LineFile.LooksLike(file))
                return LineFile.Read(file);
            using var content = Utf8Content.Open(file);
            var bytes = content.ReadAll(file.Bytes, LargestDocument);
            if (bytes is null)
                return FileFindings.Rejected(file.Path, 0, file.Bytes, "too-large",
                    $"One JSON document of more than {LargestDocument >> 20} MB; the same records a line each "
                    + "(.ndjson) have no limit.");
            if (content.IsCutShort)
                return FileFindings.Rejected(file.Path, 0, file.Bytes, "truncated-gzip",
                    $"The gzip ends before its end, after {bytes.Length:N0} bytes of content: fetch the file again.");
            return DocumentBodies.Find(file.Path, bytes, 0, bytes.Length) with { Note = content.Note };
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return FileFindings.Rejected(
                file.Path, 0, file.Bytes, "unreadable", $"The file cannot be read: {e.Message}");
        }
    }

    // Of a text decoder that met bytes which its encoding does not have: an ArgumentException.
    public static bool IsUnreadable(Exception e) =>
        e is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException;
}
