using Tracklake.Models.Examples;
using Tracklake.Models.Silver;
using static Tracklake.Models.Silver.TrackObservationsSilver;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedTracks;

namespace Tracklake.Models.Gold;

/// <summary>A row a track a day on which its popularity was served.</summary>
public sealed class TrackPopularityDaily : GoldTable
{
    /// <summary>Against the day before.</summary>
    public static readonly Column Change1d =
        Column.Int64("change_1d", "Popularity against the day before; null when it is not known then.");

    /// <summary>Against a week before.</summary>
    public static readonly Column Change7d =
        Column.Int64("change_7d", "Popularity against 7 days before; null when it is not known then.");

    /// <summary>The one instance.</summary>
    public static readonly TrackPopularityDaily Table = new();

    /// <inheritdoc/>
    public override string Name => "track_popularity_daily";

    /// <inheritdoc/>
    public override string Description => "One row a track a day on which its popularity was served, and its changes.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [ObservedOn, TrackId];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.Between(Popularity, 0, 100),
        Models.Checks.Between(Change1d, -100, 100),
        Models.Checks.Between(Change7d, -100, 100),
        Models.Checks.NotInFuture(ObservedOn).AsWarning(),
        Models.Checks.MeanNearHistory(Popularity, 50).AsWarning(),
    ];

    /// <inheritdoc/>
    protected override Materialization Define() => new ByDay(
        Query.From(TrackObservationsSilver.Table, "o")
            .LeftJoin(new TableSource(TrackObservationsSilver.Table, "d"), Before("d", 1))
            .LeftJoin(new TableSource(TrackObservationsSilver.Table, "w"), Before("w", 7))
            .Where(C("o", Popularity).IsNotNull())
            .Select(
                ObservedOn.Is(C("o", ObservedOn)),
                TrackId.Is(C("o", TrackId)),
                Popularity.Is(C("o", Popularity)),
                Change1d.Is(C("o", Popularity) - C("d", Popularity)),
                Change7d.Is(C("o", Popularity) - C("w", Popularity))),
        ObservedOn, LookBack: [1, 7]);

    private static Expr Before(string alias, int days) =>
        C(alias, TrackId).Eq(C("o", TrackId)) & C(alias, ObservedOn).Eq(AddDays(C("o", ObservedOn), -days));

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("A change is null where the day before is not known, and known when that day comes late")
            .Given(TrackObservationsSilver.Table, """
                track_id | observed_on | popularity
                t1       | 2026-01-01  | 50
                t1       | 2026-01-02  | 53
                t1       | 2026-01-08  | 60
                t2       | 2026-01-01  | null
                """)
            .Expect("""
                observed_on | track_id | popularity | change_1d | change_7d
                2026-01-01  | t1       | 50         | null      | null
                2026-01-02  | t1       | 53         | 3         | null
                2026-01-08  | t1       | 60         | null      | 10
                """)
            .Then(TrackObservationsSilver.Table, """
                track_id | observed_on | popularity
                t1       | 2026-01-07  | 58
                """)
            .Expect("""
                observed_on | track_id | popularity | change_1d | change_7d
                2026-01-01  | t1       | 50         | null      | null
                2026-01-02  | t1       | 53         | 3         | null
                2026-01-07  | t1       | 58         | null      | null
                2026-01-08  | t1       | 60         | 2         | 10
                """),
    ];
}
