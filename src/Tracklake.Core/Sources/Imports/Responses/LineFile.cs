using System.Text.Json;
using Tracklake.Raw;
using Tracklake.Sources.Imports.Files;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>
/// Reads newline-delimited JSON without holding more than a line. Lines of full tracks are taken as they are, bad ones
/// included: landing sets those aside by their offset. Lines of anything else are responses of their own.
/// </summary>
internal static class LineFile
{
    private const int LongestLine = 16 << 20;
    private const int LinesToJudge = 100;

    /// <summary>Whether a file that is not named so has a document of its own in each of its first two lines.</summary>
    public static bool LooksLike(InputFile file)
    {
        using var content = Utf8Content.Open(file);
        var lines = new LineReader(content.Stream, 1 << 20);
        var whole = 0;
        while (whole < 2 && lines.Read())
        {
            if (IsBlank(lines.Line.Span))
                continue;
            if (lines.IsTooLong || !IsObject(lines.Line))
                return false;
            whole++;
        }
        return whole == 2;
    }

    /// <summary>Whether the first line is a response; null when it is no document of its own.</summary>
    public static bool? FirstLineIsResponse(InputFile file)
    {
        using var content = Utf8Content.Open(file);
        var lines = new LineReader(content.Stream, LongestLine);
        return lines.Read() && !lines.IsTooLong && IsObject(lines.Line)
            ? OfLine(file.Path, lines).Bodies.Count > 0
            : null;
    }

    public static FileFindings Read(InputFile file)
    {
        using var content = Utf8Content.Open(file);
        using var hashed = new HashedStream(content.Stream);
        var lines = new LineReader(hashed, LongestLine);
        var found = new List<FoundBody>();
        var rejected = new List<Rejection>();
        var (count, end, popularity, judged) = (0L, 0L, false, 0);
        bool? areTracks = null;
        while (lines.Read())
        {
            var line = lines.Line;
            // A gzip that was cut short ends in half a line, which is the truncation's fault and not the record's.
            if (lines.Length == line.Length && IsAtCut(content, lines))
                break;
            end = lines.Offset + lines.Length;
            if (IsBlank(line.Span))
                continue;
            count++;
            popularity |= line.Span.IndexOf("\"popularity\""u8) >= 0;
            if (areTracks == true)
                continue;
            var findings = OfLine(file.Path, lines);
            if (areTracks is null && judged++ < LinesToJudge && findings.Bodies is [{ IsNested: false } only])
                areTracks = only.Kind == RawKind.Track;
            found.AddRange(findings.Bodies);
            rejected.AddRange(findings.Rejections);
        }
        if (areTracks == true)
        {
            var (sha256, length) = content.IsCutShort
                ? HashOfBeginning(file, end)
                : (hashed.Sha256(), hashed.BodyLength);
            found = [new FoundBody(RawKind.TrackLines, null, 0, length)
            {
                Sha256 = sha256, Lines = count, HasPopularity = popularity,
            }];
            rejected.Clear();
        }
        else if (found.Count == 0 && rejected.Count > 0)
            rejected = [rejected[0] with { Offset = 0, Length = file.Bytes }];
        if (content.IsCutShort)
            rejected.Add(new Rejection(file.Path, end, null, "truncated-gzip",
                $"The gzip ends before its end: the {count:N0} whole lines before byte {end:N0} were taken."));
        else if (count == 0)
            rejected.Add(new Rejection(file.Path, 0, file.Bytes, "empty-file", "The file holds blank lines only."));
        return new FileFindings(found, rejected, content.Note) { IsLines = true };
    }

    private static (string Sha256, long Length) HashOfBeginning(InputFile file, long length)
    {
        using var content = Utf8Content.Open(file);
        using var hashed = new HashedStream(content.Stream, length);
        hashed.CopyTo(Stream.Null);
        return (hashed.Sha256(), hashed.BodyLength);
    }

    private static FileFindings OfLine(string path, LineReader lines) =>
        lines.IsTooLong
            ? FileFindings.Rejected(path, lines.Offset, lines.Length, "too-large",
                $"A line of {lines.Length:N0} bytes, more than the {LongestLine >> 20} MB that are read.")
            : DocumentBodies.Find(path, lines.Line.ToArray(), 0, lines.Line.Length, lines.Offset);

    // The last line has no line feed; whether it was cut is known once the reader has seen the end, which it has.
    private static bool IsAtCut(Utf8Content content, LineReader lines) => !lines.IsTooLong && content.IsCutShort;

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;

    private static bool IsObject(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
