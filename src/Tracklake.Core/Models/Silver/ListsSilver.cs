using Tracklake.Models.Bronze;
using Tracklake.Models.Examples;
using Tracklake.Zones;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedPages;

namespace Tracklake.Models.Silver;

/// <summary>A row a list that is paged through: what completeness is judged by.</summary>
public sealed class ListsSilver : SilverTable
{
    /// <summary>Items received.</summary>
    public static readonly Column ItemsReceived =
        Column.Int64("items_received", "Number of items on the pages that were received on the last day.").NotNull();

    /// <summary>Pages received.</summary>
    public static readonly Column PagesReceived =
        Column.Int64("pages_received", "Number of pages that were received on the last day.").NotNull();

    /// <summary>Whether the end was reached.</summary>
    public static readonly Column EndReached =
        Column.Boolean("end_reached", "Whether the last page was among them.").NotNull();

    /// <summary>Items missing.</summary>
    public static readonly Column ItemsMissing = Column.Int64(
        "items_missing", "Items that the source says there are and that were not received, 0 if the end was reached.");

    /// <summary>The one instance.</summary>
    public static readonly ListsSilver Table = new();

    /// <inheritdoc/>
    public override string Name => "spotify_lists_silver";

    /// <inheritdoc/>
    public override string Description =>
        "One row a list that is paged through (an artist's albums, an album's tracks): whether all of it was received.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [ListType, OwnerId];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.OneOf(ListType, "artist_albums", "album_tracks"),
        Models.Checks.Positive(PagesReceived),
        Models.Checks.NotNegative(ItemsReceived),
        Models.Checks.NotNegative(ItemsMissing),
        Models.Checks.Implies(
            "read_to_the_end_lacks_nothing", EndReached, ((Expr)ItemsMissing).Eq(0),
            "A list that was read to its end must lack nothing."),
        Models.Checks.InOrder(FirstObservedOn, LastObservedOn),
        Models.Checks.NotInFuture(LastObservedOn).AsWarning(),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        // A page that was received twice on a day (in two files) counts once: its place in the list identifies it.
        var page = Query.From(BronzeTables.Pages)
            .GroupBy(ListType, OwnerId, ProcessedTable.ObservedOn, PageOffset)
            .Select(
                ListType.Is(ListType), OwnerId.Is(OwnerId), ProcessedTable.ObservedOn.Is(ProcessedTable.ObservedOn),
                PageOffset.Is(PageOffset), PageItems.Is(Max(PageItems)), ListTotal.Is(Max(ListTotal)),
                IsLast.Is(Any(IsLast)), Provenance.IngestedAt.Is(Max(Provenance.IngestedAt)),
                Provenance.SourceObject.Is(Max(Provenance.SourceObject)),
                Provenance.SourceOffset.Is(Max(Provenance.SourceOffset)))
            .As("p");
        var ofADay = Query.From(page).GroupBy(ListType, OwnerId, ProcessedTable.ObservedOn).Select(
            ListType.Is(ListType), OwnerId.Is(OwnerId), ListTotal.Is(Max(ListTotal)), ItemsReceived.Is(Sum(PageItems)),
            PagesReceived.Is(Count()), EndReached.Is(Any(IsLast)),
            ProcessedTable.ObservedOn.Is(ProcessedTable.ObservedOn),
            Provenance.IngestedAt.Is(Max(Provenance.IngestedAt)),
            Provenance.SourceObject.Is(Max(Provenance.SourceObject)),
            Provenance.SourceOffset.Is(Max(Provenance.SourceOffset)));

        return new Folded(
            ofADay,
            [ListType.Is(ListType), OwnerId.Is(OwnerId)],
            [
                Newest(ListTotal), Newest(ItemsReceived), Newest(PagesReceived), Newest(EndReached), .. ObservedDays,
            ],
            [
                ItemsMissing.Is(When(
                    !(Expr)EndReached & (Expr)ListTotal > ItemsReceived, (Expr)ListTotal - ItemsReceived)
                    .Else(((Expr)0).As(DataType.Int64))),
            ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("A list lacks what its pages of the last day do not have, and a page that came twice counts once")
            .Given(BronzeTables.Pages, """
                list_type    | owner_id | page_offset | page_items | list_total | is_last
                album_tracks | b1       | 0           | 50         | 60         | false
                album_tracks | b1       | 0           | 50         | 60         | false
                album_tracks | b2       | 0           | 19         | 20         | true
                """)
            .Expect("""
                list_type    | owner_id | pages_received | items_received | end_reached | items_missing
                album_tracks | b1       | 1              | 50             | false       | 10
                album_tracks | b2       | 1              | 19             | true        | 0
                """)
            .Then(BronzeTables.Pages, """
                list_type    | owner_id | page_offset | page_items | list_total | is_last
                album_tracks | b1       | 0           | 50         | 60         | false
                album_tracks | b1       | 50          | 10         | 60         | true
                """)
            .Expect("""
                list_type    | owner_id | pages_received | items_received | end_reached | items_missing
                album_tracks | b1       | 2              | 60             | true        | 0
                album_tracks | b2       | 1              | 19             | true        | 0
                """),
    ];
}
