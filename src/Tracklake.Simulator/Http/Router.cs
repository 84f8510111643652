using System.Text.Json;
using Tracklake.Simulator.Access;
using Tracklake.Simulator.Endpoints;

namespace Tracklake.Simulator.Http;

/// <summary>An endpoint of the API.</summary>
/// <param name="Name">Its path with <c>{id}</c> for ids; quotas and counters go by it.</param>
/// <param name="Handle">Writes the answer's body.</param>
/// <param name="Requires">Whether an app may use it; null if every app may.</param>
internal sealed record Route(
    string Name, Action<ApiCall, Utf8JsonWriter> Handle, Func<AccessRules, ApiProblem?>? Requires = null)
{
    /// <summary>For how many seconds caches may keep its answers; 0 if they must ask each time.</summary>
    public int MaxAge { get; init; }

    /// <summary>Whether its answer is a page of a list.</summary>
    public bool IsList { get; init; }
}

/// <summary>Finds the endpoint of a path.</summary>
internal static class Router
{
    private const int StableSeconds = 7200;

    public static Route? Find(string path) => path.Split('/') switch
    {
        ["artists", var id] => new("artists/{id}", (call, json) => ArtistEndpoints.One(call, json, id)),
        ["artists", var id, "albums"] =>
            new("artists/{id}/albums", (call, json) => ArtistEndpoints.Albums(call, json, id)) { IsList = true },
        ["artists", var id, "top-tracks"] =>
            new("artists/{id}/top-tracks", (call, json) => ArtistEndpoints.TopTracks(call, json, id), Cut),
        ["artists"] => new("artists", ArtistEndpoints.Several, Cut),
        ["albums", var id] =>
            new("albums/{id}", (call, json) => AlbumEndpoints.One(call, json, id)) { MaxAge = StableSeconds },
        ["albums", var id, "tracks"] =>
            new("albums/{id}/tracks", (call, json) => AlbumEndpoints.Tracks(call, json, id))
            {
                MaxAge = StableSeconds,
                IsList = true,
            },
        ["albums"] => new("albums", AlbumEndpoints.Several, Cut),
        ["tracks", var id] => new("tracks/{id}", (call, json) => TrackEndpoints.One(call, json, id)),
        ["tracks"] => new("tracks", TrackEndpoints.Several, Cut),
        ["search"] => new("search", SearchEndpoint.Search) { IsList = true },
        ["browse", "new-releases"] => new("browse/new-releases", BrowseEndpoints.NewReleases, Cut) { IsList = true },
        ["browse", "categories"] => new("browse/categories", BrowseEndpoints.Categories, Cut) { IsList = true },
        ["browse", "categories", var id] =>
            new("browse/categories/{id}", (call, json) => BrowseEndpoints.Category(call, json, id), Cut),
        ["markets"] => new("markets", BrowseEndpoints.AllMarkets, Cut),
        ["users", var id] => new("users/{id}", (call, json) => BrowseEndpoints.User(call, json, id), Cut),
        var ended => FindEnded(ended),
    };

    // What ended in November 2024, each with the answer that callers got from then on.
    private static Route? FindEnded(string[] path) => path switch
    {
        ["artists", var id, "related-artists"] => new("artists/{id}/related-artists",
            (call, json) => EndedEndpoints.RelatedArtists(call, json, id), Until(new(404, "Not Found"))),
        ["recommendations"] =>
            new("recommendations", EndedEndpoints.Recommendations, Until(new(404, null) { HasNoBody = true })),
        ["recommendations", "available-genre-seeds"] => new("recommendations/available-genre-seeds",
            EndedEndpoints.GenreSeeds, Until(new(404, null) { HasNoBody = true })),
        ["audio-features"] => new("audio-features", EndedEndpoints.SeveralAudioFeatures, Until(new(403, null))),
        ["audio-features", var id] => new("audio-features/{id}",
            (call, json) => EndedEndpoints.AudioFeatures(call, json, id), Until(new(403, null))),
        ["audio-analysis", var id] => new("audio-analysis/{id}",
            (call, json) => EndedEndpoints.AudioAnalysis(call, json, id), Until(new(403, null))),
        ["browse", "featured-playlists"] => new("browse/featured-playlists",
            EndedEndpoints.FeaturedPlaylists, Until(ApiProblem.NotFound())),
        ["browse", "categories", var id, "playlists"] => new("browse/categories/{id}/playlists",
            (call, json) => EndedEndpoints.CategoryPlaylists(call, json, id), Until(ApiProblem.NotFound())),
        _ => null,
    };

    private static Func<AccessRules, ApiProblem?> Until(ApiProblem afterwards) =>
        rules => rules.HasRecommendations ? null : afterwards;

    private static ApiProblem? Cut(AccessRules rules) => rules.HasCutEndpoints ? null : ApiProblem.Removed();
}
