using System.Text;
using Tracklake.Landing.Json;
using Tracklake.Zones;

namespace Tracklake.Landing.Records;

/// <summary>Takes the pages of paged answers: what completeness is judged by.</summary>
internal sealed class PageTaker(PartState part)
{
    /// <summary>Adds the row of a page, unless it is an empty one beyond the list's end.</summary>
    /// <param name="list"><c>artist_albums</c> or <c>album_tracks</c>, UTF-8.</param>
    /// <param name="owner">Whose list, UTF-8.</param>
    /// <param name="page">What was read of it.</param>
    /// <param name="fault">What was wrong with it.</param>
    /// <param name="items">Number of entries that are not null.</param>
    /// <param name="bytes">The paging object.</param>
    /// <param name="offset">Its offset in the raw object.</param>
    public void Take(
        ReadOnlySpan<byte> list, byte[] owner, in PageFields page, Fault? fault, int items, ReadOnlySpan<byte> bytes,
        long offset)
    {
        var tally = part.Counts[ProcessedPages.Table];
        var pageOffset = page.Offset ?? 0;
        if (fault is null && items == 0 && pageOffset > 0)
            return;
        tally.Records++;
        fault ??= page.Total is null
            ? new Fault(FaultCodes.MissingField, "The page has no 'total', so that nobody can tell whether all came.")
            : null;
        if (fault is not null)
        {
            part.Counts.Reject(ProcessedPages.Table, offset, bytes.Length, fault);
            return;
        }
        if (!part.IsNew(part.HashFor(ProcessedPages.Table).Then(list).Then(owner).Then(bytes)))
        {
            tally.Duplicates++;
            return;
        }
        part.Tables.Pages.Add(
            list, owner, pageOffset, items, page.Total!.Value, !page.HasNext, part.SourceOf(offset, bytes.Length));
    }

    /// <summary>The id between two path segments of the page's own address; empty when it has none.</summary>
    public static byte[] OwnerIn(ReadOnlySpan<byte> href, string before, string after)
    {
        var text = Encoding.UTF8.GetString(href);
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
            return [];
        start += before.Length;
        var end = text.IndexOf(after, start, StringComparison.Ordinal);
        return end <= start ? [] : Encoding.UTF8.GetBytes(text[start..end]);
    }
}
