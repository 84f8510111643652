using Tracklake.Models;
using Tracklake.Models.Bronze;
using Tracklake.Models.Silver;
using Tracklake.Models.Validation;
using Tracklake.Zones;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedTracks;

namespace Tracklake.Core.Tests.Models;

/// <summary>Every kind of fault is found in a small model that has it, and in that model nothing else.</summary>
public sealed class ModelValidationTests
{
    private static readonly Column N = Column.Int64("n", "A number.").NotNull();

    private static readonly TableSource Tracks = new(TracksSilver.Table, "t");

    private static readonly TableSource Albums = new(AlbumsSilver.Table, "b");

    private static readonly Column OfAlbum = ProcessedAlbums.AlbumId;

    public static TheoryData<FaultKind, string?, string, Query> Queries => new()
    {
        {
            FaultKind.UnknownSource, "track_name", "'x', which is no source here",
            Query.From(Tracks).Select(TrackId.Is(Tracks[TrackId]), TrackName.Is(new ColumnRef("x", TrackName)))
        },
        {
            FaultKind.UnknownSource, "track_name", "without an alias where there are several",
            Joined().Select(TrackId.Is(Tracks[TrackId]), TrackName.Is(TrackName))
        },
        {
            FaultKind.UnknownColumn, "label", "has no column 'label'",
            Query.From(Tracks).Select(TrackId.Is(Tracks[TrackId]), ProcessedAlbums.Label.Is(ProcessedAlbums.Label))
        },
        {
            FaultKind.WrongType, "popularity", "referred to as text",
            Query.From(Tracks).Select(
                TrackId.Is(Tracks[TrackId]), Column.Text("popularity", "").Is(Column.Text("popularity", "")))
        },
        {
            FaultKind.WrongNullability, "album_name", "the left join leaves it null",
            Query.From(Tracks).LeftJoin(Albums, Tracks[AlbumId].Eq(Albums[OfAlbum])).Select(
                TrackId.Is(Tracks[TrackId]), ProcessedAlbums.AlbumName.OrNull().Is(Albums[ProcessedAlbums.AlbumName]))
        },
        {
            FaultKind.NullInNotNull, "isrc", "declare it nullable, give a value by Coalesce",
            Query.From(Tracks).Select(TrackId.Is(Tracks[TrackId]), Isrc.NotNull().Is(Isrc))
        },
        {
            FaultKind.NullInNotNull, "n", "declared not null",
            Query.From(Tracks).GroupBy(TrackId).Select(TrackId.Is(TrackId), N.Is(Sum(DurationMs)))
        },
        {
            FaultKind.NotGrouped, "track_name", "neither a group key nor aggregated",
            Query.From(Tracks).GroupBy(TrackId).Select(TrackId.Is(TrackId), TrackName.Is(TrackName))
        },
        {
            FaultKind.NestedAggregate, "n", "Count stands within an aggregate",
            Query.From(Tracks).GroupBy(TrackId).Select(TrackId.Is(TrackId), N.Is(Max(Count())))
        },
        {
            FaultKind.MisplacedAggregate, null, "Count stands within a condition",
            Query.From(Tracks).Where(Count() > 1).Select(TrackId.Is(TrackId))
        },
        {
            FaultKind.MisplacedWindow, "n", "its query groups",
            Query.From(Tracks).GroupBy(TrackId).Select(
                TrackId.Is(TrackId), N.Is(RowNumber([], Asc(TrackId)).InTotalOrder("x")))
        },
        {
            FaultKind.PartialOrder, "n", "leaves open which of two rows comes first",
            Query.From(Tracks).Select(TrackId.Is(TrackId), N.Is(RowNumber([], Asc(TrackName))))
        },
        {
            FaultKind.PartialOrder, "track_name", "leaves open which of two rows comes first",
            Query.From(Tracks).GroupBy(AlbumId).Select(
                TrackId.Is(Min(TrackId)), TrackName.Is(JoinText(TrackName, ", ", Asc(TrackName))))
        },
        {
            FaultKind.DuplicateColumn, "track_id", "several columns of this name",
            new Select(Tracks, [], null, [], [TrackId.Is(TrackId), TrackId.Is(TrackId)])
        },
        {
            FaultKind.DuplicateName, null, "two sources of a query have the alias 't'",
            Query.From(Tracks).Join(Tracks, Tracks[TrackId].Eq(Tracks[TrackId])).Select(TrackId.Is(Tracks[TrackId]))
        },
        {
            FaultKind.DuplicateName, null, "two shared queries have the alias 's'",
            Query.From(Ids().AsShared("s")).Join(
                Query.From(Ids().AsShared("s")).Select(TrackId.Is(TrackId)).As("i"),
                new ColumnRef("s", TrackId).Eq(new ColumnRef("i", TrackId)))
                    .Select(TrackId.Is(new ColumnRef("s", TrackId)))
        },
        {
            FaultKind.BadName, "n2N", "not lower snake_case",
            Query.From(Tracks).Select(TrackId.Is(TrackId), Column.Int64("n2N", "").Is(((Expr)1).As(DataType.Int64)))
        },
        {
            FaultKind.ReservedName, "order", "reserved word",
            Query.From(Tracks).Select(TrackId.Is(TrackId), Column.Int64("order", "").Is(((Expr)1).As(DataType.Int64)))
        },
        {
            FaultKind.OneSidedJoin, null, "does not mention both sides",
            Query.From(Tracks).Join(Albums, Albums[ProcessedAlbums.Label].Eq("x")).Select(TrackId.Is(Tracks[TrackId]))
        },
        {
            FaultKind.DecimalOverflow, "share", "no room for a decimal(18,2)",
            Query.From(Tracks).Select(
                TrackId.Is(TrackId), Column.Decimal("share", 5, 2, "").Is(Ratio(DurationMs, 2, 2)))
        },
        {
            FaultKind.DecimalOverflow, "share", "up to 10 digits",
            Query.From(Tracks).Select(
                TrackId.Is(TrackId),
                Column.Decimal("share", 5, 0, "").Is(((Expr)DurationMs).As(DataType.Decimal(5, 0))))
        },
        {
            FaultKind.UnknownConstruct, "n", "Dice is no construct",
            Query.From(Tracks).Select(TrackId.Is(TrackId), N.Is(new Dice()))
        },
    };

    [Theory]
    [MemberData(nameof(Queries), DisableDiscoveryEnumeration = true)]
    public void A_wrong_query_is_told_by_column_and_what_to_do(
        FaultKind kind, string? column, string words, Query query)
    {
        var fault = Assert.Single(FaultsOf(new SmallModel([TrackId], query)));

        Assert.Equal((kind, column, "gold.small"), (fault.Kind, fault.Column, fault.Model));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fold_needs_the_place_of_records_columns_of_them_and_the_keys_of_the_model()
    {
        var records = Query.From(BronzeTables.Tracks).Select(
            TrackId.Is(TrackId), TrackName.Is(TrackName), IsFull.Is(IsFull),
            ProcessedTable.ObservedOn.Is(ProcessedTable.ObservedOn));
        var model = new SmallModel("small", [TrackName], () => new Folded(
            records,
            [TrackId.Is(TrackId)],
            [new(TrackName, Lower(TrackName), Fold.Newest), new(IsFull, IsFull, Fold.Greatest)],
            []));

        Assert.Equal(
            [
                (FaultKind.BadFold, null), (FaultKind.BadFold, "track_name"), (FaultKind.BadFold, "is_full"),
                (FaultKind.UnknownKey, null),
            ],
            FaultsOf(model).Select(f => (f.Kind, f.Column)));
    }

    [Fact]
    public void Days_to_look_back_are_those_that_the_query_compares_with()
    {
        var day = ProcessedTable.ObservedOn;
        var observations = TrackObservationsSilver.Table;
        var before = new TableSource(observations, "d");
        var now = new TableSource(observations, "o");
        var query = Query.From(now)
            .LeftJoin(before, before[TrackId].Eq(now[TrackId]) & before[day].Eq(AddDays(now[day], -3)))
            .Select(day.Is(now[day]), TrackId.Is(now[TrackId]), Popularity.Is(before[Popularity]));

        Assert.Equal(
            ["the query compares with 3 days before, which LookBack lacks; add them."], MessagesWith(1));
        Assert.Equal(["the days to look back must be different numbers from 1 to 366."], MessagesWith(3, 400));
        Assert.Empty(MessagesWith(3));

        IEnumerable<string> MessagesWith(params int[] lookBack) =>
            FaultsOf(new SmallModel("small", [day, TrackId], () => new ByDay(query, day, lookBack)))
                .Select(f => f.Message);
    }

    [Fact]
    public void A_table_of_days_reads_tables_of_days()
    {
        var day = ProcessedTable.ObservedOn;
        var query = Query.From(TracksSilver.Table).Select(TrackId.Is(TrackId), day.Is(SilverTable.LastObservedOn));

        var fault = Assert.Single(FaultsOf(new SmallModel("small", [TrackId], () => new ByDay(query, day, []))));

        Assert.Equal(FaultKind.UnknownKey, fault.Kind);
        Assert.Contains("silver.spotify_tracks_silver has no not-null date", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_and_decimals_of_a_table_are_checked()
    {
        var wide = new Column("share", DataType.Decimal(40, 2), true, "Too wide.");
        var query = Query.From(Tracks).Select(TrackId.Is(TrackId), wide.Is(Ratio(DurationMs, 2, 2)));

        Assert.Equal(
            [(FaultKind.DecimalOverflow, "share"), (FaultKind.UnknownKey, "isrc")],
            FaultsOf(new SmallModel([Isrc], query)).Select(f => (f.Kind, f.Column)));
        Assert.Equal([FaultKind.UnknownKey], FaultsOf(new SmallModel([], Ids())).Select(f => f.Kind));
    }

    [Fact]
    public void A_model_reads_models_that_come_before_it_and_has_a_name_of_its_own()
    {
        var model = new SmallModel([TrackId], Ids());

        Assert.Equal(FaultKind.UnknownRead, Assert.Single(ModelValidation.Of([model])).Kind);
        Assert.Equal([FaultKind.DuplicateName], FaultsOf(model, model).Select(f => f.Kind));
    }

    [Fact]
    public void What_is_proved_or_asserted_is_accepted()
    {
        var filtered = Query.From(Tracks).Where(((Expr)Isrc).IsNotNull())
            .Select(TrackId.Is(TrackId), Isrc.NotNull().Is(Isrc));
        var branch = Query.From(Tracks).Select(
            TrackId.Is(TrackId), N.Is(When(((Expr)DurationMs).IsNotNull(), ((Expr)DurationMs).As(DataType.Int64)).Else(
                ((Expr)0).As(DataType.Int64))));
        var asserted = Query.From(Tracks).Select(
            TrackId.Is(TrackId), Isrc.NotNull().Is(Isrc).AssertNotNull("the label sends it with every track"));
        var numbered = Query.From(Tracks).Join(Albums, Tracks[AlbumId].Eq(Albums[OfAlbum])).Select(
            TrackId.Is(Tracks[TrackId]),
            N.Is(RowNumber([Albums[OfAlbum]], Asc(Tracks[TrackName]), Asc(Tracks[TrackId]))));

        foreach (var query in (Query[])[filtered, branch, asserted, numbered])
            Assert.Empty(FaultsOf(new SmallModel([TrackId], query)));
    }

    [Fact]
    public void An_assertion_within_a_model_is_refused_because_no_check_sees_it()
    {
        var inner = Query.From(Tracks).Select(TrackId.Is(TrackId), Isrc.NotNull().Is(Isrc).AssertNotNull("said"))
            .As("i");

        var fault = Assert.Single(FaultsOf(new SmallModel([TrackId], Query.From(inner).Select(TrackId.Is(TrackId)))));

        Assert.Contains("which the not-null check does not see", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_all_models_are_said_at_once()
    {
        var twice = new SmallModel("first", [TrackId], () => new Whole(Query.From(Tracks).Select(
            TrackId.Is(TrackId), Isrc.NotNull().Is(Isrc), N.Is(RowNumber([], Asc(TrackName))))));
        var once = new SmallModel("second", [Isrc], () => new Whole(Ids()));

        var refused = Assert.Throws<ModelException>(() => ModelValidation.Require([.. AllModels.InOrder, twice, once]));

        Assert.Contains("wrong in 3 places", refused.Message, StringComparison.Ordinal);
        foreach (var place in (string[])["gold.first, column isrc", "gold.first, column n", "gold.second, column isrc"])
            Assert.Contains(place, refused.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<ModelFault> FaultsOf(params IReadOnlyList<Model> models) =>
        ModelValidation.Of([.. AllModels.InOrder, .. models]);

    private static SelectBuilder Joined() => Query.From(Tracks).Join(Albums, Tracks[AlbumId].Eq(Albums[OfAlbum]));

    private static Select Ids() => Query.From(TracksSilver.Table).Select(TrackId.Is(TrackId));
}
