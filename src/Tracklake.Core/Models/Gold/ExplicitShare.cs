using Tracklake.Models.Examples;
using Tracklake.Models.Silver;
using Tracklake.Zones;
using static Tracklake.Models.Sql;

namespace Tracklake.Models.Gold;

/// <summary>A row a year of release.</summary>
public sealed class ExplicitShare : GoldTable
{
    /// <summary>Tracks.</summary>
    public static readonly Column TrackCount =
        Column.Int64("track_count", "Number of tracks that say whether they are explicit.").NotNull();

    /// <summary>Explicit tracks.</summary>
    public static readonly Column ExplicitTracks =
        Column.Int64("explicit_tracks", "Number of explicit tracks.").NotNull();

    /// <summary>Share.</summary>
    public static readonly Column ExplicitPct = Column.Decimal("explicit_pct", 18, 2, "Percent that are explicit.");

    /// <summary>The one instance.</summary>
    public static readonly ExplicitShare Table = new();

    /// <inheritdoc/>
    public override string Name => "explicit_share";

    /// <inheritdoc/>
    public override string Description =>
        "One row a year of release (null: unknown): how many of its tracks are explicit.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [DerivedColumns.ReleaseYear];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.Positive(TrackCount),
        Models.Checks.Compare(ExplicitTracks, BinaryOperator.LessOrEqual, TrackCount),
        Models.Checks.Between(ExplicitPct, 0m, 100m),
        Models.Checks.SumEquals(TrackCount, TracksSilver.Table, Count(), ((Expr)ProcessedTracks.Explicit).IsNotNull()),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        var @explicit = C("t", ProcessedTracks.Explicit);
        return new Whole(Query.From(TracksSilver.Table, "t")
            .LeftJoin(
                new TableSource(AlbumsSilver.Table, "b"),
                C("t", ProcessedTracks.AlbumId).Eq(C("b", AlbumsSilver.AlbumId)))
            .Where(@explicit.IsNotNull())
            .GroupBy(C("b", DerivedColumns.ReleaseYear))
            .Select(
                DerivedColumns.ReleaseYear.Is(C("b", DerivedColumns.ReleaseYear)),
                TrackCount.Is(Count()),
                ExplicitTracks.Is(Count(@explicit)),
                ExplicitPct.Is(Percent(Count(@explicit), Count()))));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("Tracks that do not say whether they are explicit are left out; unknown years have a row")
            .Given(TracksSilver.Table, """
                track_id | album_id | explicit
                t1       | b1       | true
                t2       | b1       | false
                t3       | b1       | null
                t4       | gone     | false
                """)
            .Given(AlbumsSilver.Table, """
                album_id | release_year
                b1       | 2020
                """)
            .Expect("""
                release_year | track_count | explicit_tracks | explicit_pct
                2020         | 2           | 1               | 50.00
                null         | 1           | 0               | 0.00
                """),
    ];
}
