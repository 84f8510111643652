using Tracklake.Raw;
using Tracklake.Sources.Imports.Files;
using Tracklake.Sources.Imports.Responses;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>Opens a file as a table, by what it holds rather than by its name.</summary>
internal sealed class TableOpener(ColumnNames names, IParquetRows? parquet)
{
    private static ReadOnlySpan<byte> Workbook => "PK\x3\x4"u8;

    private static ReadOnlySpan<byte> OldWorkbook => [0xd0, 0xcf, 0x11, 0xe0];

    /// <returns>The table, or why there is none.</returns>
    public (ITable? Table, Rejection? Problem) Open(InputFile file)
    {
        try
        {
            return OpenByContent(file);
        }
        catch (Exception e) when (ResponseFile.IsUnreadable(e))
        {
            return Refuse(file, 0, "unreadable", $"The file cannot be read: {e.Message}");
        }
    }

    private (ITable? Table, Rejection? Problem) OpenByContent(InputFile file)
    {
        Span<byte> start = stackalloc byte[4096];
        using (var content = PlainContent.Open(file))
            start = start[..content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.IsEmpty)
            return Refuse(file, 0, "empty-file", "The file is empty.");
        if (start.StartsWith(Workbook) || start.StartsWith(OldWorkbook))
            return Refuse(file, 0, "not-a-table",
                "An Excel workbook, whatever its name says: save the sheet as CSV in UTF-8.");
        if (start.StartsWith("PAR1"u8))
            return OpenParquet(file);
        if (start.IndexOfAnyExcept((byte)0) < 0)
            return Refuse(file, 0, "nul-bytes", "The file begins with NUL bytes only: it was never written to the "
                + "disk.");
        if (start.TrimStart(" \t\r\n\xef\xbb\xbf"u8) is [(byte)'<', ..])
            return Refuse(file, 0, "not-a-table", "A web page, whatever its name says: the download may have needed "
                + "a login.");
        var first = start.TrimStart(" \t\r\n"u8);
        if (first is [(byte)'{', ..] && first.IndexOf("\""u8) is > 0 and < 16)
            return LineFile.FirstLineIsResponse(file) == true
                ? Refuse(file, 0, "not-a-table", "Objects as the Spotify API answers: import them with --as responses.")
                : (JsonLinesTable.Open(file), null);
        var encoding = TextEncoding.Of(file);
        if (encoding.Encoding is null)
            return Refuse(file, encoding.Offset, "bad-encoding", encoding.Reason);
        return (DelimitedTable.Open(file, encoding, names), null);
    }

    private (ITable? Table, Rejection? Problem) OpenParquet(InputFile file)
    {
        if (file.Disk is null)
            return Refuse(file, 0, "unreadable", "A Parquet file within a zip: unpack it first.");
        return parquet is null
            ? Refuse(file, 0, "unreadable", "Parquet files cannot be read here: this program was put together "
                + "without an engine that does.")
            : (ParquetTable.Open(parquet, file.Disk), null);
    }

    private static (ITable?, Rejection?) Refuse(InputFile file, long offset, string code, string reason) =>
        (null, new Rejection(file.Path, offset, file.Bytes, code, reason));
}
