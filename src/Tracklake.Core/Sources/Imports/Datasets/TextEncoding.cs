using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Tracklake.Sources.Imports.Files;
using UtfUnknown;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>How the text of a table is encoded, or where it breaks.</summary>
/// <param name="Encoding">A strict decoder; null when the file is refused.</param>
/// <param name="Mark">Bytes of the byte order mark.</param>
/// <param name="Offset">The byte that breaks, when refused.</param>
/// <param name="Reason">Why it is refused.</param>
internal sealed record TextEncoding(Encoding? Encoding, int Mark, long Offset, string Reason)
{
    // The detector says 0.5 for Windows-1252 when nothing speaks against it; more means that something speaks for it.
    private const double LeastConfidence = 0.51;
    private const int Sample = 1 << 16;

    private static readonly SearchValues<byte> UndefinedIn1252 = SearchValues.Create([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

    // What western tables come in besides Unicode. Guessing among the others would make wrong names of them.
    private static readonly string[] Western = ["windows-1252", "iso-8859-1", "iso-8859-15", "us-ascii", "ascii"];

    public static TextEncoding Of(InputFile file)
    {
        using var content = PlainContent.Open(file);
        var start = new byte[Sample];
        var count = content.ReadAtLeast(start, Sample, throwOnEndOfStream: false);
        var head = start.AsSpan(0, count);
        return OfMark(head) ?? OfZeros(head) ?? OfBytes(file, head.ToArray(), content);
    }

    private static TextEncoding Is(Encoding encoding, int mark = 0) => new(encoding, mark, 0, "");

    private static TextEncoding? OfMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xff, 0xfe, 0, 0, ..] => Is(new UTF32Encoding(false, false, true), 4),
        [0, 0, 0xfe, 0xff, ..] => Is(new UTF32Encoding(true, false, true), 4),
        [0xff, 0xfe, ..] => Is(new UnicodeEncoding(false, false, true), 2),
        [0xfe, 0xff, ..] => Is(new UnicodeEncoding(true, false, true), 2),
        _ => null,
    };

    // UTF-16 without a mark: most letters of a table are ASCII, so that nearly every other byte is zero.
    private static TextEncoding? OfZeros(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4)
            return null;
        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }
        var most = head.Length / 2 * 7 / 10;
        if (odd > most && even < head.Length / 20)
            return Is(new UnicodeEncoding(false, false, true));
        return even > most && odd < head.Length / 20 ? Is(new UnicodeEncoding(true, false, true)) : null;
    }

    private static TextEncoding OfBytes(InputFile file, byte[] head, PlainContent rest)
    {
        var mark = head is [0xef, 0xbb, 0xbf, ..] ? 3 : 0;
        var scan = new Utf8Scan();
        scan.Read(head);
        for (int read; scan.Invalid < 0 && (read = rest.Read(head, 0, head.Length)) > 0;)
            scan.Read(head.AsSpan(0, read));
        scan.End();
        if (scan.Invalid < 0)
            return Is(new UTF8Encoding(false, true), mark);
        // Bytes that are letters of UTF-8 before the one that breaks it: a damaged file, not another encoding.
        return mark > 0 || scan.HasLetters
            ? new TextEncoding(null, 0, scan.Invalid,
                $"The file is UTF-8 up to byte {scan.Invalid:N0}, which breaks it. Mend that place, or save the file "
                + "as UTF-8 again.")
            : Detect(file, scan.Invalid);
    }

    private static TextEncoding Detect(InputFile file, long invalid)
    {
        using var content = PlainContent.Open(file);
        var detected = CharsetDetector.DetectFromStream(content, 4 << 20).Detected;
        // Windows-1252 is Latin-1 with letters in place of control codes; what was written as either reads right in it.
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(
            1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        using var again = PlainContent.Open(file);
        var (used, undefined) = HighBytes(again);
        if (detected is null || detected.Confidence < LeastConfidence
            || !Western.Contains(detected.EncodingName.ToLowerInvariant())
                && !IsTheSame(detected.Encoding, encoding, used))
            return new TextEncoding(null, 0, invalid,
                $"Not UTF-8 from byte {invalid:N0} on, and what it is instead cannot be told for sure. Save the file "
                + "as UTF-8.");
        return undefined < 0
            ? Is(encoding)
            : new TextEncoding(null, 0, undefined,
                $"Byte {undefined:N0} is no letter of Windows-1252, which the rest of the file is in. Save it as "
                    + "UTF-8.");
    }

    // With few letters that are not English the detector takes one neighbour for another; it does not matter where all
    // letters that occur are the same in both.
    private static bool IsTheSame(Encoding? detected, Encoding western, bool[] used)
    {
        if (detected is not { IsSingleByte: true })
            return false;
        for (var b = 128; b < 256; b++)
        {
            if (used[b] && (UndefinedIn1252.Contains((byte)b)
                || detected.GetString([(byte)b]) != western.GetString([(byte)b])))
                return false;
        }
        return true;
    }

    private static (bool[] Used, long Undefined) HighBytes(Stream content)
    {
        var used = new bool[256];
        var buffer = new byte[Sample];
        var (offset, undefined) = (0L, -1L);
        for (int read; (read = content.Read(buffer, 0, buffer.Length)) > 0; offset += read)
        {
            foreach (var b in buffer.AsSpan(0, read))
                used[b] = true;
            var found = buffer.AsSpan(0, read).IndexOfAny(UndefinedIn1252);
            if (found >= 0 && undefined < 0)
                undefined = offset + found;
        }
        return (used, undefined);
    }

    /// <summary>Checks UTF-8 piece by piece.</summary>
    private sealed class Utf8Scan
    {
        private readonly char[] chars = new char[Sample + 4];
        private byte[] pending = [];
        private long offset;

        public long Invalid { get; private set; } = -1;

        public bool HasLetters { get; private set; }

        public void Read(ReadOnlySpan<byte> bytes)
        {
            byte[] all = [.. pending, .. bytes];
            var status = Utf8.ToUtf16(all, chars, out var read, out var written, replaceInvalidSequences: false,
                isFinalBlock: false);
            HasLetters |= read > written;
            offset += read;
            pending = all[read..];
            if (status == OperationStatus.InvalidData)
                Invalid = offset;
        }

        public void End()
        {
            if (Invalid < 0 && pending.Length > 0)
                Invalid = offset;
        }
    }
}
