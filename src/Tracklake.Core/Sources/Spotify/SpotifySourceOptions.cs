namespace Tracklake.Sources.Spotify;

/// <summary>
/// How a <see cref="SpotifySource"/> asks. Between the simulator and Spotify only the addresses differ, and whether
/// days other than today can be asked for. A class, not a record: a record would print the secret.
/// </summary>
public sealed class SpotifySourceOptions
{
    /// <summary>The header that asks the simulator as of a day.</summary>
    public const string SimulatedDateHeader = "X-Simulated-Date";

    /// <summary>A <see cref="DevelopmentBudget"/> below what was seen to close the endpoint.</summary>
    public const int CautiousBudget = 95;

    /// <summary>The name that the raw zone keeps the batches under: <c>demo</c> or <c>spotify</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The Web API's base address; ends with a slash.</summary>
    public Uri ApiBase { get; init; } = new("https://api.spotify.com/v1/");

    /// <summary>Where access tokens are issued.</summary>
    public Uri TokenEndpoint { get; init; } = new("https://accounts.spotify.com/api/token");

    /// <summary>
    /// What links within answers begin with, and what requests are recorded under. The simulator calls itself by
    /// Spotify's own address, whatever port it has, so that its bytes do not depend on the port.
    /// </summary>
    public Uri LinkBase { get; init; } = new("https://api.spotify.com/v1/");

    /// <summary>The app's client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The app's client secret; leaves the process only towards <see cref="TokenEndpoint"/>.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>The followed artists: ids, <c>spotify:artist:</c> URIs, open.spotify.com addresses, or names.</summary>
    public required IReadOnlyList<string> Artists { get; init; }

    /// <summary>An ISO 3166-1 market that everything is asked for; null for all markets.</summary>
    public string? Market { get; init; }

    /// <summary>The longest that one request is waited for, retries included; past it the day is deferred.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an answer may take before it is asked for again.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is sent before a server error counts as final.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>Requests under way at a time.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>Whether any day can be asked for, by <see cref="SimulatedDateHeader"/>: the simulator only.</summary>
    public bool SimulatedDates { get; init; }

    /// <summary>Whether to ask for each track singly, for its ISRC, where the app is refused batches.</summary>
    public bool WantIsrc { get; init; }

    /// <summary>
    /// Requests to <c>/artists/{id}/albums</c> that an app in new development mode spends in 24 hours; null for no
    /// limit. Spotify publishes no number; about a hundred were seen to close the endpoint for a day.
    /// </summary>
    public int? DevelopmentBudget { get; init; }

    /// <summary>Uncompressed bytes after which a new part of the raw batch begins.</summary>
    public long PartBytes { get; init; } = 64L << 20;

    /// <summary>Decides the jitter of waits.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Reports everything that is wrong, at once.</summary>
    internal void Validate()
    {
        List<string> wrong = [];
        Check(Name.Length > 0 && Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
            $"the name '{Name}' may hold only a-z, 0-9 and '-'");
        Check(ClientId.Length > 0, "the client id is empty (set SPOTIFY_CLIENT_ID)");
        Check(ClientSecret.Length > 0, "the client secret is empty (set SPOTIFY_CLIENT_SECRET)");
        Check(Artists.Any(artist => !string.IsNullOrWhiteSpace(artist)), "no artist is followed");
        Check(IsBase(ApiBase), $"the API's base address '{ApiBase}' must be absolute, end with '/' and use https");
        Check(IsBase(LinkBase), $"the base address of links '{LinkBase}' must be absolute, end with '/' and use https");
        Check(IsSafe(TokenEndpoint), $"the token endpoint '{TokenEndpoint}' must be absolute and use https");
        Check(Market is null || (Market.Length == 2 && Market.All(char.IsAsciiLetterUpper)),
            $"the market '{Market}' is not a country code of two capital letters");
        Check(MaxWait >= TimeSpan.Zero, "the longest wait is negative");
        Check(RequestTimeout > TimeSpan.Zero, "the time-out of a request is not positive");
        Check(MaxAttempts is >= 1 and <= 20, "the number of attempts must be 1 to 20");
        Check(Parallelism is >= 1 and <= 32, "the parallelism must be 1 to 32");
        Check(PartBytes > 0, "the size of a part is not positive");
        Check(DevelopmentBudget is null or > 0, "the development budget is not positive");
        if (wrong.Count > 0)
        {
            throw new SourceException($"The source '{Name}' is not configured: {string.Join("; ", wrong)}.")
            {
                IsConfiguration = true,
            };
        }

        void Check(bool holds, string otherwise)
        {
            if (!holds)
                wrong.Add(otherwise);
        }
    }

    private static bool IsBase(Uri uri) => IsSafe(uri) && uri.AbsolutePath.EndsWith('/');

    // Plain http only to this machine: the token would travel in the clear.
    private static bool IsSafe(Uri uri) =>
        uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
