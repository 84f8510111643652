using Tracklake.Zones;

namespace Tracklake.Landing.Columns;

/// <summary>Rows of the pages table.</summary>
internal sealed class PageRows : TableRows
{
    private readonly TextBuffer listType;
    private readonly TextBuffer ownerId;
    private readonly Int32Buffer pageOffset;
    private readonly Int32Buffer pageItems;
    private readonly Int32Buffer listTotal;
    private readonly BooleanBuffer isLast;

    public PageRows()
        : base(ProcessedPages.Table)
    {
        listType = Text(ProcessedPages.ListType);
        ownerId = Text(ProcessedPages.OwnerId);
        pageOffset = Int32(ProcessedPages.PageOffset);
        pageItems = Int32(ProcessedPages.PageItems);
        listTotal = Int32(ProcessedPages.ListTotal);
        isLast = Boolean(ProcessedPages.IsLast);
    }

    public void Add(
        ReadOnlySpan<byte> list, ReadOnlySpan<byte> owner, int offset, int items, int total, bool last,
        in RecordSource source)
    {
        listType.AddRepeated(list);
        ownerId.Add(owner);
        pageOffset.Add(offset);
        pageItems.Add(items);
        listTotal.Add(total);
        isLast.Add(last);
        AddSource(source);
    }
}
