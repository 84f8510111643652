using Tracklake.Models.Examples;
using Tracklake.Models.Silver;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedTracks;

namespace Tracklake.Models.Gold;

/// <summary>A row a half-minute of track length.</summary>
public sealed class DurationDistribution : GoldTable
{
    /// <summary>Lower bound.</summary>
    public static readonly Column FromSeconds =
        Column.Int64("from_seconds", "Least length of the bucket in seconds; it spans 30 s, its end excluded.").NotNull();

    /// <summary>Tracks.</summary>
    public static readonly Column TrackCount = Column.Int64("track_count", "Number of tracks.").NotNull();

    /// <summary>Explicit tracks.</summary>
    public static readonly Column ExplicitTracks =
        Column.Int64("explicit_tracks", "Number of explicit tracks.").NotNull();

    /// <summary>The one instance.</summary>
    public static readonly DurationDistribution Table = new();

    private const int BucketMs = 30_000;

    /// <inheritdoc/>
    public override string Name => "duration_distribution";

    /// <inheritdoc/>
    public override string Description => "One row a half-minute of track length; tracks of unknown length have none.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [FromSeconds];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.NotNegative(FromSeconds),
        Models.Checks.Positive(TrackCount),
        Models.Checks.Compare(ExplicitTracks, BinaryOperator.LessOrEqual, TrackCount),
        Models.Checks.SumEquals(TrackCount, TracksSilver.Table, Count(), ((Expr)DurationMs).IsNotNull()),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        var bucket = Div(DurationMs, BucketMs) * (BucketMs / 1000);
        return new Whole(Query.From(TracksSilver.Table)
            .Where(((Expr)DurationMs).IsNotNull())
            .GroupBy(bucket)
            .Select(FromSeconds.Is(bucket), TrackCount.Is(Count()), ExplicitTracks.Is(Count(Explicit))));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("A bucket has its lower bound and not its upper one; unknown lengths are in none")
            .Given(TracksSilver.Table, """
                track_id | duration_ms | explicit
                t1       | 29999       | null
                t2       | 30000       | true
                t3       | 59999       | false
                t4       | null        | true
                """)
            .Expect("""
                from_seconds | track_count | explicit_tracks
                0            | 1           | 0
                30           | 2           | 1
                """),
    ];
}
