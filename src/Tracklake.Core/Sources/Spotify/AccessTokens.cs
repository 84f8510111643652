using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tracklake.Sources.Spotify;

/// <summary>
/// Access tokens by client credentials. One request for a token at a time, however many workers need one; renewed a
/// minute before it expires, so that none expires on its way.
/// </summary>
internal sealed class AccessTokens(HttpClient http, SpotifySourceOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim single = new(1);
    private Token? current;

    /// <summary>A token that is good for a while.</summary>
    /// <param name="newPatience">How often and how long to try for a new one.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    public async Task<string> GetAsync(Func<Patience> newPatience, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref current) is { } token && token.RenewAt > time.GetUtcNow())
            return token.Value;
        await single.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (current is { } renewed && renewed.RenewAt > time.GetUtcNow())
                return renewed.Value;
            var asked = await AskAsync(newPatience(), cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref current, asked);
            return asked.Value;
        }
        finally
        {
            single.Release();
        }
    }

    /// <summary>Gives up a token that was refused, unless another worker did so already.</summary>
    public void Reject(string token)
    {
        var held = Volatile.Read(ref current);
        if (held?.Value == token)
            Interlocked.CompareExchange(ref current, null, held);
    }

    public void Dispose() => single.Dispose();

    private async Task<Token> AskAsync(Patience patience, CancellationToken cancellationToken)
    {
        while (true)
        {
            await patience.PassGateAsync(cancellationToken).ConfigureAwait(false);
            var (answer, fault) = await Wire.TrySendAsync(http, NewRequest(), options, time, cancellationToken)
                .ConfigureAwait(false);
            if (answer is null)
                await patience.AfterFaultAsync(fault!.Message, fault, cancellationToken).ConfigureAwait(false);
            else if (answer.Status == HttpStatusCode.TooManyRequests)
            {
                await patience.AfterRateLimitAsync(answer, SpotifyError.Parse(answer.Body), cancellationToken)
                    .ConfigureAwait(false);
            }
            else if (answer.Status >= HttpStatusCode.InternalServerError)
                await patience.AfterFaultAsync($"it answered {(int)answer.Status}", null, cancellationToken)
                    .ConfigureAwait(false);
            else if (answer.Status != HttpStatusCode.OK)
                throw Refused(answer);
            else if (Parse(answer.Body) is { } token)
                return token;
            else
                await patience.AfterFaultAsync("its answer holds no token", null, cancellationToken)
                    .ConfigureAwait(false);
        }
    }

    private HttpRequestMessage NewRequest()
    {
        var pair = Encoding.UTF8.GetBytes($"{options.ClientId}:{options.ClientSecret}");
        return new HttpRequestMessage(HttpMethod.Post, options.TokenEndpoint)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair)) },
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
    }

    private Token? Parse(byte[] body)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(body, SpotifyJson.Default.TokenAnswer);
            if (answer?.AccessToken is not { Length: > 0 } value)
                return null;
            var life = TimeSpan.FromSeconds(Math.Max(1, answer.ExpiresIn ?? 3600));
            // A token that lives less than two minutes would never be used if it were renewed a minute early.
            return new Token(value, time.GetUtcNow() + (life > 2 * Early ? life - Early : life / 2));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The body of a refusal names no secret, and neither does this.
    private SourceException Refused(Exchange answer)
    {
        var error = SpotifyError.Parse(answer.Body);
        return new SourceException(
            $"No access token for '{options.Name}': {options.TokenEndpoint} answered {(int)answer.Status}, "
            + $"{error.Message}. Check the client id and secret (SPOTIFY_CLIENT_ID, SPOTIFY_CLIENT_SECRET) against "
            + "the app's page in Spotify's developer dashboard.")
        {
            IsConfiguration = true,
        };
    }

    private sealed record Token(string Value, DateTimeOffset RenewAt)
    {
        public override string ToString() => "an access token";
    }
}

/// <summary>What the token endpoint answers.</summary>
/// <param name="AccessToken">The token; never logged or kept.</param>
/// <param name="ExpiresIn">Its life in seconds.</param>
internal sealed record TokenAnswer(string? AccessToken, int? ExpiresIn)
{
    public override string ToString() => "an access token";
}
