using System.Text.Json;
using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Http;

namespace Tracklake.Simulator.Json;

/// <summary>
/// Writes artists, albums and tracks with the fields that the caller's profile has, in Spotify's order.
/// </summary>
internal sealed class ObjectWriter(ApiCall call, Utf8JsonWriter json)
{
    public void ArtistRef(SimulatedArtist artist)
    {
        json.WriteStartObject();
        json.Identity(call.LinkBase, "artist", artist.Id, artist.Name);
        json.WriteEndObject();
    }

    public void Artist(SimulatedArtist artist)
    {
        json.WriteStartObject();
        json.Identity(call.LinkBase, "artist", artist.Id, artist.Name);
        json.WritePropertyName("images");
        Images.Write(json, artist.HasImages ? artist.Id : null, Images.ArtistSizes);
        if (call.Rules.HasDetails)
        {
            json.WriteStartObject("followers");
            json.WriteNull("href");
            json.WriteNumber("total", call.Catalogue.FollowersOf(artist, call.Day));
            json.WriteEndObject();
            json.Strings("genres", artist.Genres);
            json.WriteNumber("popularity", call.Catalogue.PopularityOf(artist, call.Day));
        }
        json.WriteEndObject();
    }

    /// <summary>An album without its tracks, as in lists and inside tracks.</summary>
    public void AlbumRef(SimulatedAlbum album, string? group = null)
    {
        json.WriteStartObject();
        AlbumFields(album, group);
        json.WriteEndObject();
    }

    /// <summary>An album with the first page of its tracks.</summary>
    public void Album(SimulatedAlbum album)
    {
        json.WriteStartObject();
        AlbumFields(album, null);
        json.WritePropertyName("tracks");
        new PageWriter(call, json).Write(
            $"albums/{album.Id}/tracks", new Page(0, 50), album.Tracks, track => TrackRef(track));
        json.WriteStartArray("copyrights");
        foreach (var type in new[] { "C", "P" })
        {
            json.WriteStartObject();
            json.WriteString("text", $"{album.ReleasedOn.Year} {album.Label}");
            json.WriteString("type", type);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (call.Rules.HasExternalIds)
        {
            json.WriteStartObject("external_ids");
            json.WriteString("upc", album.Upc);
            json.WriteEndObject();
        }
        json.Strings("genres", []);
        if (call.Rules.HasDetails)
        {
            json.WriteString("label", album.Label);
            json.WriteNumber("popularity", call.Catalogue.PopularityOf(album, call.Day));
        }
        json.WriteEndObject();
    }

    /// <summary>A track as an album's list has it.</summary>
    public void TrackRef(SimulatedTrack track)
    {
        json.WriteStartObject();
        TrackFields(track);
        if (call.Rules.HasDetails)
        {
            if (call.Market is null) json.Strings("available_markets", track.Markets);
            Preview(track);
        }
        Playability(track);
        json.WriteEndObject();
    }

    /// <summary>A full track; with a market, one that cannot be played there is replaced by one that can.</summary>
    public void Track(SimulatedTrack requested)
    {
        var track = Relink(requested);
        json.WriteStartObject();
        TrackFields(track);
        json.WritePropertyName("album");
        AlbumRef(track.Album);
        if (call.Rules.HasExternalIds)
        {
            json.WriteStartObject("external_ids");
            json.WriteString("isrc", track.Isrc);
            json.WriteEndObject();
        }
        if (call.Rules.HasDetails)
        {
            if (call.Market is null) json.Strings("available_markets", track.Markets);
            json.WriteNumber("popularity", call.Catalogue.PopularityOf(track, call.Day));
            Preview(track);
        }
        Playability(track);
        if (track.Id != requested.Id && call.Rules.HasDetails)
        {
            json.WriteStartObject("linked_from");
            json.Identity(call.LinkBase, "track", requested.Id, null);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private SimulatedTrack Relink(SimulatedTrack track) =>
        call.Market is not { } market || track.Markets.Contains(market)
            ? track
            : call.Catalogue.PlayableElsewhere(track, market, call.Day) ?? track;

    private void AlbumFields(SimulatedAlbum album, string? group)
    {
        json.WriteString("album_type", album.AlbumType);
        json.WriteNumber("total_tracks", album.TotalTracks);
        json.ExternalUrl("album", album.Id);
        json.WriteString("href", $"{call.LinkBase}albums/{album.Id}");
        json.WriteString("id", album.Id);
        json.WritePropertyName("images");
        Images.Write(json, album.Id, Images.AlbumSizes);
        json.WriteString("name", album.Name);
        json.WriteString("release_date", album.ReleaseDate);
        json.WriteString("release_date_precision", album.ReleaseDatePrecision);
        json.WriteString("type", "album");
        json.WriteString("uri", $"spotify:album:{album.Id}");
        ArtistRefs(album.Artists);
        if (call.Rules.HasDetails)
        {
            if (group is not null) json.WriteString("album_group", group);
            json.Strings("available_markets", album.Markets);
        }
        if (call.Market is { } market && !album.Markets.Contains(market)) Restriction();
    }

    private void TrackFields(SimulatedTrack track)
    {
        ArtistRefs(track.Artists);
        json.WriteNumber("disc_number", track.DiscNumber);
        json.WriteNumber("duration_ms", track.DurationMs);
        json.WriteBoolean("explicit", track.Explicit);
        json.ExternalUrl("track", track.Id);
        json.WriteString("href", $"{call.LinkBase}tracks/{track.Id}");
        json.WriteString("id", track.Id);
        json.WriteBoolean("is_local", false);
        json.WriteString("name", track.Name);
        json.WriteNumber("track_number", track.TrackNumber);
        json.WriteString("type", "track");
        json.WriteString("uri", $"spotify:track:{track.Id}");
    }

    private void Preview(SimulatedTrack track)
    {
        if (call.Rules.HasRecommendations)
            json.WriteString("preview_url", $"https://p.scdn.co/mp3-preview/{Images.Key(track.Id)}");
        else
            json.WriteNull("preview_url");
    }

    private void Playability(SimulatedTrack track)
    {
        if (call.Market is not { } market) return;
        var playable = track.Markets.Contains(market);
        json.WriteBoolean("is_playable", playable);
        if (!playable) Restriction();
    }

    private void Restriction()
    {
        json.WriteStartObject("restrictions");
        json.WriteString("reason", "market");
        json.WriteEndObject();
    }

    private void ArtistRefs(IReadOnlyList<SimulatedArtist> artists)
    {
        json.WriteStartArray("artists");
        foreach (var artist in artists) ArtistRef(artist);
        json.WriteEndArray();
    }
}
