using Tracklake.Models.Examples;
using Tracklake.Zones;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedTracks;

namespace Tracklake.Models.Silver;

/// <summary>A row a recording: the same one under several track ids is one.</summary>
public sealed class RecordingsSilver : SilverTable
{
    /// <summary>The key.</summary>
    public static readonly Column RecordingId = Column.Text(
        "recording_id", "isrc: and the code; without one name: and a hash of name, artists and seconds.").NotNull();

    /// <summary>Its name.</summary>
    public static readonly Column Title = Column.Text("title", "The first of its tracks' names in order of text.").NotNull();

    /// <summary>Its artists.</summary>
    public static readonly Column Artists =
        Column.Text("artists", "The artists in the order of the credits, joined by ', ', for display.");

    /// <summary>Number of tracks.</summary>
    public static readonly Column TrackCount =
        Column.Int64("track_count", "Number of track ids that it appears under.").NotNull();

    /// <summary>Number of albums.</summary>
    public static readonly Column AlbumCount =
        Column.Int64("album_count", "Number of albums that it appears on.").NotNull();

    /// <summary>First release.</summary>
    public static readonly Column FirstReleasedOn =
        Column.Date("first_released_on", "The earliest release among its albums.");

    private static readonly Column ArtistIds = Column.Text("artist_ids", "Ids in the order of the credits.");

    /// <summary>The one instance.</summary>
    public static readonly RecordingsSilver Table = new();

    /// <inheritdoc/>
    public override string Name => "spotify_recordings_silver";

    /// <inheritdoc/>
    public override string Description =>
        "One row a recording: re-releases joined by ISRC, else by name, artists and length in seconds.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [RecordingId];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.Positive(TrackCount),
        Models.Checks.Compare(AlbumCount, BinaryOperator.LessOrEqual, TrackCount),
        Models.Checks.NotNegative(DurationMs),
        Models.Checks.NotBlank(RecordingId),
        Models.Checks.SumEquals(TrackCount, TracksSilver.Table, Sql.Count()),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        var keyed = Keyed().AsShared("keyed_tracks");
        var counted = Query.From(keyed).GroupBy(keyed[RecordingId])
            .Select(RecordingId.Is(keyed[RecordingId]), TrackCount.Is(Count()))
            .As("n");
        // Few recordings have several tracks: only theirs are grouped.
        var repeated = Query.From(counted).Where(counted[TrackCount] > 1)
            .Select(RecordingId.Is(counted[RecordingId]), TrackCount.Is(counted[TrackCount]))
            .AsShared("repeated_recordings");
        var ofOneRecording = keyed[RecordingId].Eq(repeated[RecordingId]);
        var single = Query.From(keyed).LeftJoin(repeated, ofOneRecording)
            .Where(repeated[RecordingId.OrNull()].IsNull())
            .Select(
                RecordingId.Is(keyed[RecordingId]), Isrc.Is(keyed[Isrc]), Title.Is(keyed[Title]), Artists.Is(keyed[Artists]),
                DurationMs.Is(keyed[DurationMs]), TrackCount.Is(((Expr)1).As(DataType.Int64)),
                AlbumCount.Is(When(keyed[AlbumId].IsNull(), 0).Else(1).As(DataType.Int64)),
                FirstReleasedOn.Is(keyed[FirstReleasedOn]));
        var several = Query.From(keyed).Join(repeated, ofOneRecording)
            .GroupBy(keyed[RecordingId])
            .Select(
                RecordingId.Is(keyed[RecordingId]), Isrc.Is(Min(keyed[Isrc])), Title.Is(Min(keyed[Title])),
                Artists.Is(Min(keyed[Artists])), DurationMs.Is(Min(keyed[DurationMs])), TrackCount.Is(Count()),
                AlbumCount.Is(CountDistinct(keyed[AlbumId])), FirstReleasedOn.Is(Min(keyed[FirstReleasedOn])));
        return new Whole(UnionAll.Of(single, several));
    }

    /// <summary>A row a track, with the recording that it is of.</summary>
    private static Select Keyed()
    {
        var many = OfMany().As("m");
        var artists = Coalesce(many[Artists], Both(NameOrNull("s"), ", ", NameOrNull("r")));
        var artistIds = Coalesce(many[ArtistIds], Both(IdOrNull("c"), " ", IdOrNull("d")), "");
        var seconds = Div(C("t", DurationMs) + 500, 1000).As(DataType.Text);
        var byName = Concat(
            "name:",
            Md5(Concat(Lower(Trim(C("t", TrackName))), "|", artistIds, "|", Coalesce(seconds, ""))));
        return Query.From(TracksSilver.Table, "t")
            .LeftJoin(new TableSource(TrackArtistsSilver.Table, "c"), CreditOf("c", 1))
            .LeftJoin(new TableSource(ArtistsSilver.Table, "s"), IdOrNull("c").Eq(Id("s")))
            .LeftJoin(new TableSource(TrackArtistsSilver.Table, "d"), CreditOf("d", 2))
            .LeftJoin(new TableSource(ArtistsSilver.Table, "r"), IdOrNull("d").Eq(Id("r")))
            .LeftJoin(many, C("t", TrackId).Eq(many[TrackId]))
            .LeftJoin(new TableSource(AlbumsSilver.Table, "b"), C("t", AlbumId).Eq(C("b", AlbumsSilver.AlbumId)))
            .Select(
                RecordingId.Is(Coalesce(Concat("isrc:", C("t", Isrc)), byName)),
                Isrc.Is(C("t", Isrc)),
                Title.Is(C("t", TrackName)),
                Artists.Is(artists),
                DurationMs.Is(C("t", DurationMs)),
                AlbumId.Is(C("t", AlbumId)),
                FirstReleasedOn.Is(C("b", DerivedColumns.ReleasedOn)));
    }

    /// <summary>
    /// The artists of tracks that have more than two. Most have one or two, who are joined by their places (from 1,
    /// without gaps): texts that are gathered by an aggregate stay in memory until the last row was read.
    /// </summary>
    private static Select OfMany()
    {
        var crowded = Query.From(TrackArtistsSilver.Table)
            .Where((Expr)ProcessedCredits.Position > 2)
            .GroupBy(TrackId)
            .Select(TrackId.Is(TrackId))
            .As("n");
        var inOrder = Asc(C("c", ProcessedCredits.Position));
        return Query.From(TrackArtistsSilver.Table, "c")
            .Join(crowded, C("c", TrackId).Eq(crowded[TrackId]))
            .Join(new TableSource(ArtistsSilver.Table, "s"), Id("c").Eq(Id("s")))
            .GroupBy(C("c", TrackId))
            .Select(
                TrackId.Is(C("c", TrackId)),
                Artists.Is(JoinText(NameOf("s"), ", ", inOrder)),
                ArtistIds.Is(JoinText(Id("c"), " ", inOrder)));
    }

    private static Expr CreditOf(string alias, int place) =>
        C("t", TrackId).Eq(C(alias, TrackId)) & C(alias, ProcessedCredits.Position).Eq(place);

    /// <summary>The first text, and the second behind it where there is one.</summary>
    private static Expr Both(Expr first, string separator, Expr second) =>
        Concat(first, Coalesce(Concat(separator, second), ""));

    private static ColumnRef Id(string alias) => C(alias, ProcessedArtists.ArtistId);

    private static ColumnRef IdOrNull(string alias) => C(alias, ProcessedArtists.ArtistId.OrNull());

    private static ColumnRef NameOrNull(string alias) => C(alias, ProcessedArtists.ArtistName.OrNull());

    private static ColumnRef NameOf(string alias) => C(alias, ProcessedArtists.ArtistName);

    private static ColumnRef C(string alias, Column column) => new(alias, column);

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("A re-release is the same recording: by ISRC, else by name, artists and seconds")
            .Given(TracksSilver.Table, """
                track_id | track_name | isrc         | duration_ms | album_id
                t1       | Nightjar   | QZAAA1100001 | 200000      | b1
                t2       | Nightjar   | QZAAA1100001 | 200400      | b2
                t3       | Interlude  | null         | 59400       | b1
                t4       | interlude  | null         | 59100       | null
                t5       | Interlude  | null         | 59400       | null
                """)
            .Given(TrackArtistsSilver.Table, """
                track_id | position | artist_id
                t1       | 1        | a1
                t1       | 2        | a2
                t2       | 1        | a1
                t2       | 2        | a2
                t3       | 1        | a1
                t4       | 1        | a1
                t5       | 1        | a2
                """)
            .Given(ArtistsSilver.Table, """
                artist_id | artist_name
                a1        | Nova
                a2        | Low Tide
                """)
            .Given(AlbumsSilver.Table, """
                album_id | album_name | released_on
                b1       | Debut      | 2019-05-01
                b2       | Debut (+2) | 2021-05-01
                """)
            .Expect("""
                isrc         | title     | artists        | duration_ms | track_count | album_count | first_released_on
                QZAAA1100001 | Nightjar  | Nova, Low Tide | 200000      | 2           | 2           | 2019-05-01
                null         | Interlude | Nova           | 59100       | 2           | 1           | 2019-05-01
                null         | Interlude | Low Tide       | 59400       | 1           | 0           | null
                """),
    ];
}
