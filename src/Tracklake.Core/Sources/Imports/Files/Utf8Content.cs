using System.Text;

namespace Tracklake.Sources.Imports.Files;

/// <summary>
/// A JSON file's bytes as UTF-8 without a byte order mark, because everything downstream points into UTF-8. JSON is
/// UTF-8 by its standard (RFC 8259, 8.1), so that only Unicode's own other encodings are recognised here.
/// </summary>
internal sealed class Utf8Content : IDisposable
{
    private readonly PlainContent plain;

    private Utf8Content(PlainContent plain, Stream stream, string? note)
    {
        this.plain = plain;
        Stream = stream;
        Note = note;
    }

    /// <summary>The bytes.</summary>
    public Stream Stream { get; }

    /// <summary>How they differ from the file's, in words; null when they do not.</summary>
    public string? Note { get; }

    /// <summary>Once everything is read: whether a gzip ended before its end.</summary>
    public bool IsCutShort => plain.IsCutShort;

    public static Utf8Content Open(InputFile file)
    {
        var plain = PlainContent.Open(file);
        var start = new byte[4];
        var count = plain.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        var (encoding, mark) = Recognise(start.AsSpan(0, count));
        var rest = new PrefixedStream(start.AsMemory(mark, count - mark), plain);
        if (encoding is not null)
        {
            var utf8 = Encoding.CreateTranscodingStream(rest, encoding, new UTF8Encoding(false));
            return new Utf8Content(plain, utf8, $"transcoded from {encoding.WebName.ToUpperInvariant()}");
        }
        return new Utf8Content(plain, rest, mark > 0 ? "byte order mark removed" : null);
    }

    /// <summary>Reads everything; null when it is more than <paramref name="limit"/>.</summary>
    public byte[]? ReadAll(long sizeHint, int limit)
    {
        var buffer = new byte[(int)Math.Clamp(sizeHint + 1, 4096, limit + 1L)];
        var length = 0;
        while (true)
        {
            var read = Stream.Read(buffer, length, buffer.Length - length);
            if (read == 0)
                return length == buffer.Length ? buffer : buffer[..length];
            length += read;
            if (length > limit)
                return null;
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(limit + 1L, buffer.Length * 2L));
        }
    }

    public void Dispose()
    {
        Stream.Dispose();
        plain.Dispose();
    }

    // Without a mark, UTF-16 shows itself by the zero beside the first bracket; decoders throw at what they cannot
    // read, so that no replacement character is ever stored as if it had been there.
    private static (Encoding? Encoding, int Mark) Recognise(ReadOnlySpan<byte> start) => start switch
    {
        [0xff, 0xfe, 0, 0] => (new UTF32Encoding(false, false, true), 4),
        [0, 0, 0xfe, 0xff] => (new UTF32Encoding(true, false, true), 4),
        [0xef, 0xbb, 0xbf, ..] => (null, 3),
        [0xff, 0xfe, ..] => (new UnicodeEncoding(false, false, true), 2),
        [0xfe, 0xff, ..] => (new UnicodeEncoding(true, false, true), 2),
        [(byte)'{' or (byte)'[', 0, ..] => (new UnicodeEncoding(false, false, true), 0),
        [0, (byte)'{' or (byte)'[', ..] => (new UnicodeEncoding(true, false, true), 0),
        _ => (null, 0),
    };
}
