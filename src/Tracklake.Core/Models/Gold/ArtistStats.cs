using Tracklake.Models.Silver;
using Tracklake.Zones;
using static Tracklake.Models.Sql;

namespace Tracklake.Models.Gold;

/// <summary>A row an artist, over all tracks that the artist is credited on.</summary>
public sealed class ArtistStats : GoldTable
{
    /// <summary>The artist.</summary>
    public static readonly Column ArtistId = ProcessedArtists.ArtistId;

    /// <summary>The name.</summary>
    public static readonly Column Artist = Column.Text("artist", "The artist's name.").NotNull();

    /// <summary>Albums.</summary>
    public static readonly Column TotalAlbums =
        Column.Int64("total_albums", "Number of albums with a track that the artist is credited on.").NotNull();

    /// <summary>Tracks.</summary>
    public static readonly Column TotalTracks =
        Column.Int64("total_tracks", "Number of tracks that the artist is credited on.").NotNull();

    /// <summary>Average length.</summary>
    public static readonly Column AvgDurationMinutes =
        Column.Decimal("avg_duration_minutes", 18, 2, "Average length of the tracks in minutes.");

    /// <summary>Short tracks.</summary>
    public static readonly Column ShortTracks =
        Column.Int64("short_tracks", "Number of tracks under 3 minutes.").NotNull();

    /// <summary>Medium tracks.</summary>
    public static readonly Column MediumTracks =
        Column.Int64("medium_tracks", "Number of tracks of 3 to 5 minutes.").NotNull();

    /// <summary>Long tracks.</summary>
    public static readonly Column LongTracks =
        Column.Int64("long_tracks", "Number of tracks over 5 minutes.").NotNull();

    /// <summary>First release.</summary>
    public static readonly Column FirstRelease =
        Column.Date("first_release", "Earliest release among the albums; first day of a date of year or month precision.");

    /// <summary>Last release.</summary>
    public static readonly Column LastRelease =
        Column.Date("last_release", "Latest release among the albums; first day of a date of year or month precision.");

    /// <summary>Share of explicit tracks.</summary>
    public static readonly Column ExplicitPct =
        Column.Decimal("explicit_pct", 18, 2, "Percent of the tracks that are explicit, of those that say.");

    /// <summary>Average popularity.</summary>
    public static readonly Column AvgPopularity = Column.Decimal(
        "avg_popularity", 18, 2, "Average popularity of the tracks that have one; null when none has.");

    /// <summary>The one instance.</summary>
    public static readonly ArtistStats Table = new();

    /// <inheritdoc/>
    public override string Name => "artist_stats";

    /// <inheritdoc/>
    public override string Description => "One row an artist, over all tracks that the artist is credited on.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [ArtistId];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.References(ArtistId, ArtistsSilver.Table, ArtistId),
        new NoRow(
            "lengths_add_up", (Expr)ShortTracks + MediumTracks + LongTracks > TotalTracks, Severity.Error,
            "Short, medium and long tracks must not be more than all tracks."),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        var length = C("t", DerivedColumns.LengthCategory);
        var @explicit = C("t", ProcessedTracks.Explicit);
        var popularity = C("t", ProcessedTracks.Popularity);
        return new Whole(Query.From(ArtistsOfTracks)
            .Join(new TableSource(ArtistsSilver.Table, "a"), C("c", ArtistId).Eq(C("a", ArtistId)))
            .Join(
                new TableSource(TracksSilver.Table, "t"), C("c", ProcessedTracks.TrackId).Eq(C("t", ProcessedTracks.TrackId)))
            .LeftJoin(
                new TableSource(AlbumsSilver.Table, "b"), C("t", ProcessedTracks.AlbumId).Eq(C("b", AlbumsSilver.AlbumId)))
            .GroupBy(C("c", ArtistId))
            .Select(
                ArtistId.Is(C("c", ArtistId)),
                Artist.Is(Min(C("a", ProcessedArtists.ArtistName))),
                TotalAlbums.Is(CountDistinct(C("t", ProcessedTracks.AlbumId))),
                TotalTracks.Is(Count()),
                AvgDurationMinutes.Is(Ratio(
                    Sum(C("t", ProcessedTracks.DurationMs)), CountOf(C("t", ProcessedTracks.DurationMs)) * 60_000, 2)),
                ShortTracks.Is(Count(length.Eq("Short"))),
                MediumTracks.Is(Count(length.Eq("Medium"))),
                LongTracks.Is(Count(length.Eq("Long"))),
                FirstRelease.Is(Min(C("b", DerivedColumns.ReleasedOn))),
                LastRelease.Is(Max(C("b", DerivedColumns.ReleasedOn))),
                ExplicitPct.Is(Percent(Count(@explicit), CountOf(@explicit))),
                AvgPopularity.Is(Ratio(Sum(popularity), CountOf(popularity), 2))));
    }
}
