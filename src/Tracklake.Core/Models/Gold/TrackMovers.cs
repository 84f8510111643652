using Tracklake.Models.Examples;
using Tracklake.Models.Silver;
using static Tracklake.Models.Silver.TrackObservationsSilver;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedTracks;

namespace Tracklake.Models.Gold;

/// <summary>The tracks whose popularity moved most within a week, as of the latest day.</summary>
public sealed class TrackMovers : GoldTable
{
    /// <summary>Whether up or down.</summary>
    public static readonly Column Direction = Column.Text("direction", "up or down.").NotNull();

    /// <summary>Place among the movers.</summary>
    public static readonly Column MoverRank =
        Column.Int64("mover_rank", "Place among those of its direction, from 1; at most 20.").NotNull();

    /// <summary>The one instance.</summary>
    public static readonly TrackMovers Table = new();

    private const int Shown = 20;

    /// <inheritdoc/>
    public override string Name => "track_movers";

    /// <inheritdoc/>
    public override string Description =>
        "The 20 tracks whose popularity rose most within 7 days, as of the latest day, and the 20 that fell most.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [Direction, MoverRank];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.OneOf(Direction, "up", "down"),
        Models.Checks.Between(MoverRank, 1, Shown),
        Models.Checks.RowsBetween(0, 2 * Shown),
        Models.Checks.Between(Popularity, 0, 100),
        Models.Checks.Implies(
            "up_is_more", ((Expr)Direction).Eq("up"), (Expr)TrackPopularityDaily.Change7d > 0,
            "What moved up must have become more popular."),
        Models.Checks.Implies(
            "down_is_less", ((Expr)Direction).Eq("down"), (Expr)TrackPopularityDaily.Change7d < 0,
            "What moved down must have become less popular."),
        Models.Checks.DistinctBetween(ObservedOn, null, 1),
        Models.Checks.References(TrackId, TracksSilver.Table, TrackId),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        var change = C("d", TrackPopularityDaily.Change7d);
        var lastDay = ObservedOn.OrNull();
        var latest = Query.From(TrackPopularityDaily.Table).Select(lastDay.Is(Max(ObservedOn))).As("l");
        var direction = When(change > 0, "up").Else("down");
        var distance = When(change > 0, change).Else(((Expr)0).As(DataType.Int64) - change);
        var ranked = Query.From(TrackPopularityDaily.Table, "d")
            .Join(latest, C("d", ObservedOn).Eq(latest[lastDay]))
            .Join(new TableSource(TracksSilver.Table, "t"), C("d", TrackId).Eq(C("t", TrackId)))
            .Where(change.Ne(0))
            .Select(
                Direction.Is(direction),
                MoverRank.Is(RowNumber([direction], Desc(distance), Asc(C("d", TrackId)))),
                ObservedOn.Is(C("d", ObservedOn)),
                TrackId.Is(C("d", TrackId)),
                TrackName.Is(C("t", TrackName)),
                Popularity.Is(C("d", Popularity)),
                TrackPopularityDaily.Change7d.Is(change))
            .As("r");
        return new Whole(Query.From(ranked).Where(ranked[MoverRank] <= Shown).Select(
            [.. ranked.Query.Columns.Select(c => c.Is(ranked[c]))]))
        { LatestDay = ObservedOn };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("Only the latest day counts, ties go by track id, and what did not move is not there")
            .Given(TrackPopularityDaily.Table, """
                observed_on | track_id | popularity | change_7d
                2026-01-07  | t2       | 50         | 40
                2026-01-08  | t1       | 20         | 10
                2026-01-08  | t2       | 47         | -3
                2026-01-08  | t3       | 30         | 10
                2026-01-08  | t4       | 30         | 0
                2026-01-08  | t5       | 30         | null
                """)
            .Given(TracksSilver.Table, """
                track_id | track_name
                t1       | Nightjar
                t2       | Interlude
                t3       | Undertow
                t4       | Still
                t5       | New Here
                """)
            .Expect("""
                direction | mover_rank | track_name | popularity | change_7d
                up        | 1          | Nightjar   | 20         | 10
                up        | 2          | Undertow   | 30         | 10
                down      | 1          | Interlude  | 47         | -3
                """),
    ];
}
