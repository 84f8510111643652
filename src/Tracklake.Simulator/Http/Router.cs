using System.Text.Json;
using Tracklake.Simulator.Access;
using Tracklake.Simulator.Endpoints;

namespace Tracklake.Simulator.Http;

/// <summary>An endpoint of the API.</summary>
/// <param name="Name">Its path with <c>{id}</c> for ids; quotas and counters go by it.</param>
/// <param name="Handle">Writes the answer's body.</param>
/// <param name="Requires">Whether an app may use it; null if every app may.</param>
/// <param name="MaxAge">For how many seconds caches may keep its answers; 0 if they must ask each time.</param>
internal sealed record Route(
    string Name, Action<ApiCall, Utf8JsonWriter> Handle, Func<AccessRules, ApiProblem?>? Requires = null, int MaxAge = 0);

/// <summary>Finds the endpoint of a path.</summary>
internal static class Router
{
    private const int StableSeconds = 7200;

    public static Route? Find(string path) => path.Split('/') switch
    {
        ["artists", var id] => new("artists/{id}", (call, json) => ArtistEndpoints.One(call, json, id)),
        ["artists", var id, "albums"] =>
            new("artists/{id}/albums", (call, json) => ArtistEndpoints.Albums(call, json, id)),
        ["artists", var id, "top-tracks"] =>
            new("artists/{id}/top-tracks", (call, json) => ArtistEndpoints.TopTracks(call, json, id), Cut),
        ["artists"] => new("artists", ArtistEndpoints.Several, Cut),
        ["albums", var id] =>
            new("albums/{id}", (call, json) => AlbumEndpoints.One(call, json, id), null, StableSeconds),
        ["albums", var id, "tracks"] =>
            new("albums/{id}/tracks", (call, json) => AlbumEndpoints.Tracks(call, json, id), null, StableSeconds),
        ["albums"] => new("albums", AlbumEndpoints.Several, Cut),
        ["tracks", var id] => new("tracks/{id}", (call, json) => TrackEndpoints.One(call, json, id)),
        ["tracks"] => new("tracks", TrackEndpoints.Several, Cut),
        _ => null,
    };

    private static ApiProblem? Cut(AccessRules rules) => rules.HasCutEndpoints ? null : ApiProblem.Removed();
}
