using Tracklake.Raw;
using Tracklake.Sources.Imports.Files;
using Tracklake.Sources.Imports.Responses;

namespace Tracklake.Sources.Imports.History;

/// <summary>Reads the rows of history files into memory, personal fields left out.</summary>
internal sealed class HistoryReader(PlayParser parser)
{
    /// <summary>The plays, in the order of files and rows.</summary>
    public PlayList Plays { get; } = new();

    /// <summary>Rows that could not be used. Never with content: any of it may be personal.</summary>
    public RejectionList Rejections { get; } = new();

    public void Read(InputFile file)
    {
        try
        {
            using var content = Utf8Content.Open(file);
            var rows = new RowReader(content.Stream);
            Rejection? broken = null;
            while (rows.Read())
            {
                var isPlay = rows.IsWhole && parser.TryParse(rows.Row.Span, out var play) && Add(play);
                if (isPlay || rows.IsWhole && parser.Fault.Code != "malformed-json")
                {
                    Flush(ref broken);
                    if (!isPlay)
                        Rejections.Add(new Rejection(
                            file.Path, rows.Offset, rows.Row.Length, parser.Fault.Code, parser.Fault.Reason));
                    continue;
                }
                if (rows.IsWhole)
                    rows.Shorten();
                broken = Extend(broken, file, rows);
            }
            Flush(ref broken);
            Close(file, content, rows);
        }
        catch (Exception e) when (ResponseFile.IsUnreadable(e))
        {
            Rejections.Add(new Rejection(file.Path, 0, file.Bytes, "unreadable",
                $"The file cannot be read to its end; rows before that were taken. {e.Message}"));
        }
    }

    private bool Add(in Play play)
    {
        Plays.Add(play);
        return true;
    }

    private void Flush(ref Rejection? broken)
    {
        if (broken is not null)
            Rejections.Add(broken);
        broken = null;
    }

    // Pieces of one broken place are one rejection.
    private static Rejection Extend(Rejection? broken, InputFile file, RowReader rows)
    {
        var from = broken?.Offset ?? rows.Offset;
        var length = rows.Offset + rows.Row.Length - from;
        return new Rejection(file.Path, from, length, "malformed-json",
            $"{length:N0} bytes from byte {from:N0} on are no row of a history: broken JSON, or not JSON.");
    }

    private void Close(InputFile file, Utf8Content content, RowReader rows)
    {
        var end = rows.Offset + rows.Row.Length;
        if (content.IsCutShort)
            Rejections.Add(new Rejection(file.Path, end, null, "truncated-gzip",
                $"The gzip ends before its end; rows before byte {end:N0} were taken."));
        else if (!rows.IsClosed)
            Rejections.Add(new Rejection(file.Path, end, null, "truncated-json",
                $"The list of plays is never closed: the file was cut short at byte {end:N0}, later plays are "
                    + "missing."));
    }
}
