using Tracklake.Zones;

namespace Tracklake.Models.Bronze;

/// <summary>The bronze tables: every record that was received, with the place of its bytes.</summary>
public static class BronzeTables
{
    /// <summary>Artist records.</summary>
    public static readonly BronzeTable Artists = new("spotify_artists_bronze", ProcessedArtists.Table);

    /// <summary>Album records.</summary>
    public static readonly BronzeTable Albums = new("spotify_albums_bronze", ProcessedAlbums.Table);

    /// <summary>Track records.</summary>
    public static readonly BronzeTable Tracks = new("spotify_tracks_bronze", ProcessedTracks.Table);

    /// <summary>Credits of tracks and albums.</summary>
    public static readonly BronzeTable Credits = new("spotify_credits_bronze", ProcessedCredits.Table);

    /// <summary>Pages of paged answers.</summary>
    public static readonly BronzeTable Pages = new("spotify_pages_bronze", ProcessedPages.Table);

    /// <summary>Plays of streaming histories.</summary>
    public static readonly BronzeTable Plays = new("spotify_plays_bronze", ProcessedPlays.Table);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BronzeTable> All { get; } = [Artists, Albums, Tracks, Credits, Pages, Plays];
}

/// <summary>A bronze table: the rows of a processed table, and the run that added each.</summary>
public sealed class BronzeTable(string name, ProcessedTable from) : Model
{
    /// <inheritdoc/>
    public override Layer Layer => Layer.Bronze;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Description =>
        from.Description.TrimEnd('.') + ", as it was received, with the place of its bytes in raw.";

    /// <summary>The processed table that its rows come from.</summary>
    public ProcessedTable From => from;

    /// <inheritdoc/>
    /// <remarks>A record nests others, so its place in raw is no key; nothing identifies a row of bronze.</remarks>
    public override IReadOnlyList<Column> Keys => [];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks => BronzeChecks.Of(from);

    /// <inheritdoc/>
    protected override Materialization Define() => new Appended(from);
}
