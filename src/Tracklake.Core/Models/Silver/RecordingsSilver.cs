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
    protected override Materialization Define()
    {
        var artistIds = Column.Text("artist_ids", "Ids in the order of the credits.");
        var credited = Query.From(TrackArtistsSilver.Table, "c")
            .Join(new TableSource(ArtistsSilver.Table, "n"), C("c", ProcessedCredits.ArtistId)
                .Eq(C("n", ProcessedArtists.ArtistId)))
            .GroupBy(C("c", TrackId))
            .Select(
                TrackId.Is(C("c", TrackId)),
                Artists.Is(JoinText(C("n", ProcessedArtists.ArtistName), ", ", Asc(C("c", ProcessedCredits.Position)))),
                artistIds.Is(JoinText(C("c", ProcessedCredits.ArtistId), " ", Asc(C("c", ProcessedCredits.Position)))))
            .As("a");

        var seconds = Div(C("t", DurationMs) + 500, 1000).As(DataType.Text);
        var byName = Concat(
            "name:",
            Md5(Concat(
                Lower(Trim(C("t", TrackName))), "|", Coalesce(credited[artistIds], ""), "|", Coalesce(seconds, ""))));
        var keyed = Query.From(TracksSilver.Table, "t")
            .LeftJoin(credited, C("t", TrackId).Eq(credited[TrackId]))
            .LeftJoin(new TableSource(AlbumsSilver.Table, "b"), C("t", AlbumId).Eq(C("b", AlbumsSilver.AlbumId)))
            .Select(
                RecordingId.Is(Coalesce(Concat("isrc:", C("t", Isrc)), byName)),
                Isrc.Is(C("t", Isrc)),
                Title.Is(C("t", TrackName)),
                Artists.Is(credited[Artists]),
                DurationMs.Is(C("t", DurationMs)),
                AlbumId.Is(C("t", AlbumId)),
                FirstReleasedOn.Is(C("b", DerivedColumns.ReleasedOn)))
            .As("k");

        return new Whole(Query.From(keyed).GroupBy(keyed[RecordingId]).Select(
            RecordingId.Is(keyed[RecordingId]),
            Isrc.Is(Min(keyed[Isrc])),
            Title.Is(Min(keyed[Title])),
            Artists.Is(Min(keyed[Artists])),
            DurationMs.Is(Min(keyed[DurationMs])),
            TrackCount.Is(Count()),
            AlbumCount.Is(CountDistinct(keyed[AlbumId])),
            FirstReleasedOn.Is(Min(keyed[FirstReleasedOn]))));
    }

    private static ColumnRef C(string alias, Column column) => new(alias, column);
}
