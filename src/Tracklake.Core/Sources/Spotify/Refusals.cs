using System.Net;

namespace Tracklake.Sources.Spotify;

/// <summary>What an error means that asking again does not mend.</summary>
internal static class Refusals
{
    /// <returns>The reply, where the extraction has another way.</returns>
    /// <exception cref="SourceException">It has none.</exception>
    public static SpotifyReply Of(SpotifyRequest request, Exchange answer, string source)
    {
        var error = SpotifyError.Parse(answer.Body);
        return answer.Status switch
        {
            HttpStatusCode.BadRequest when request.Limit is not null && error.MayBeLimit => new LimitTooLarge(),
            HttpStatusCode.BadRequest when error.IsInvalidId => new Missing(error.Message),
            HttpStatusCode.NotFound => new Missing(error.Message),
            HttpStatusCode.Forbidden when error.IsPremium => throw new SourceException(
                $"Spotify refuses the app of '{source}': {error.Message} Renew the Premium subscription of the app's "
                + "owner, wait until Spotify has noticed, and run again; or use another app's credentials.")
            {
                IsConfiguration = true,
            },
            HttpStatusCode.Forbidden when request.Family.IsOptional() => new Refused($"403, {error.Message}"),
            _ => throw new SourceException(
                $"Spotify refuses GET {request.ShortPath}: {(int)answer.Status}, {error.Message}. "
                + NextStep(answer.Status, request.Family)),
        };
    }

    private static string NextStep(HttpStatusCode status, EndpointFamily family) => status switch
    {
        HttpStatusCode.Unauthorized =>
            "It does so even with tokens that it has just issued: check the state of the app in the dashboard.",
        HttpStatusCode.Forbidden =>
            $"Nothing replaces {family.Title()}: check in the dashboard that the app may use the Web API.",
        _ => "This answer is not known; please report it.",
    };
}
