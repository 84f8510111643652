using Tracklake.Models.Examples;
using Tracklake.Models.Silver;
using Tracklake.Zones;
using static Tracklake.Models.Sql;

namespace Tracklake.Models.Gold;

/// <summary>A row a year of release.</summary>
public sealed class ReleaseTrends : GoldTable
{
    /// <summary>Albums.</summary>
    public static readonly Column AlbumCount =
        Column.Int64("album_count", "Number of releases of type album.").NotNull();

    /// <summary>Singles.</summary>
    public static readonly Column SingleCount =
        Column.Int64("single_count", "Number of releases of type single.").NotNull();

    /// <summary>Compilations.</summary>
    public static readonly Column CompilationCount =
        Column.Int64("compilation_count", "Number of releases of type compilation.").NotNull();

    /// <summary>Tracks.</summary>
    public static readonly Column TrackCount =
        Column.Int64("track_count", "Number of tracks on these releases that were received.").NotNull();

    /// <summary>Average length.</summary>
    public static readonly Column AvgDurationMinutes =
        Column.Decimal("avg_duration_minutes", 18, 2, "Average length of these tracks in minutes.");

    /// <summary>The one instance.</summary>
    public static readonly ReleaseTrends Table = new();

    /// <inheritdoc/>
    public override string Name => "release_trends";

    /// <inheritdoc/>
    public override string Description => "One row a year of release (null: unknown): what came out.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [DerivedColumns.ReleaseYear];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.NotNegative(AlbumCount),
        Models.Checks.NotNegative(SingleCount),
        Models.Checks.NotNegative(CompilationCount),
        Models.Checks.NotNegative(TrackCount),
        Models.Checks.Between(DerivedColumns.ReleaseYear, 1860, 2100),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        var tracks = Column.Int64("tracks", "Tracks of an album.").NotNull();
        var timed = Column.Int64("timed", "Tracks of an album whose length is known.").NotNull();
        var length = Column.Int64("length_ms", "Length of these tracks.");
        var perAlbum = Query.From(TracksSilver.Table)
            .GroupBy(ProcessedTracks.AlbumId)
            .Select(
                ProcessedTracks.AlbumId.Is(ProcessedTracks.AlbumId),
                tracks.Is(Count()),
                timed.Is(CountOf(ProcessedTracks.DurationMs)),
                length.Is(Sum(ProcessedTracks.DurationMs)))
            .As("t");
        var type = C("b", ProcessedAlbums.AlbumType);
        var year = C("b", DerivedColumns.ReleaseYear);
        var zero = ((Expr)0).As(DataType.Int64);
        return new Whole(Query.From(AlbumsSilver.Table, "b")
            .LeftJoin(perAlbum, C("b", AlbumsSilver.AlbumId).Eq(perAlbum[ProcessedTracks.AlbumId]))
            .GroupBy(year)
            .Select(
                DerivedColumns.ReleaseYear.Is(year),
                AlbumCount.Is(Count(type.Eq("album"))),
                SingleCount.Is(Count(type.Eq("single"))),
                CompilationCount.Is(Count(type.Eq("compilation"))),
                TrackCount.Is(Coalesce(Sum(perAlbum[tracks.OrNull()]), zero)),
                AvgDurationMinutes.Is(Ratio(
                    Sum(perAlbum[length]), Coalesce(Sum(perAlbum[timed.OrNull()]), zero) * 60_000, 2))));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("Releases without tracks count, and tracks of unknown length are not in the average")
            .Given(AlbumsSilver.Table, """
                album_id | album_type  | release_year
                b1       | album       | 2020
                b2       | single      | 2020
                b3       | compilation | null
                """)
            .Given(TracksSilver.Table, """
                track_id | album_id | duration_ms
                t1       | b1       | 60000
                t2       | b1       | null
                t3       | null     | 90000
                """)
            .Expect("""
                release_year | album_count | single_count | compilation_count | track_count | avg_duration_minutes
                2020         | 1           | 1            | 0                 | 2           | 1.00
                null         | 0           | 0            | 1                 | 0           | null
                """),
    ];
}
