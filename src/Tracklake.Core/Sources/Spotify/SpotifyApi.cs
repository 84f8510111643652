using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Tracklake.Sources.Spotify;

/// <summary>The Web API for one extraction: credentials, limits and faults are dealt with here.</summary>
internal sealed class SpotifyApi
{
    // Each refused token is replaced once, but workers share tokens: while one asks again with a new token, another's
    // request may have used that up. More than this in a row is no coincidence.
    private const int MaxAuthorizations = 3;

    private readonly HttpClient http;
    private readonly SpotifySourceOptions options;
    private readonly QuotaBudget budget;
    private readonly Tally tally;
    private readonly TimeProvider time;
    private readonly RateGate gate;
    private readonly Backoff backoff;
    private readonly AccessTokens tokens;

    public SpotifyApi(
        HttpClient http, AccessTokens tokens, SpotifySourceOptions options, QuotaBudget budget, Tally tally,
        TimeProvider time)
    {
        this.http = http;
        this.tokens = tokens;
        this.options = options;
        this.budget = budget;
        this.tally = tally;
        this.time = time;
        gate = new RateGate(time);
        backoff = new Backoff(options.Seed);
    }

    /// <summary>Asks until there is an answer that means something.</summary>
    /// <param name="ask">What is asked, and what is known of it already.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The reply, and the body of an answer.</returns>
    /// <exception cref="DeferralException">The API wants to be asked later.</exception>
    /// <exception cref="SourceException">The API refuses for good, or fails again and again.</exception>
    public async Task<(SpotifyReply Reply, ReadOnlyMemory<byte> Body)> AskAsync(
        Ask ask, CancellationToken cancellationToken)
    {
        var request = ask.Request;
        var patience = NewPatience(request.Family, Title(request));
        var authorizedAgain = 0;
        while (true)
        {
            var token = await tokens.GetAsync(NewTokenPatience, cancellationToken).ConfigureAwait(false);
            await patience.PassGateAsync(cancellationToken).ConfigureAwait(false);
            await budget.SpendAsync(request.Family, ask.Budget, cancellationToken).ConfigureAwait(false);
            tally.Sent(request.Family);
            var message = NewMessage(ask, token);
            var (answer, fault) = await Wire.TrySendAsync(http, message, options, time, cancellationToken)
                .ConfigureAwait(false);
            switch (answer?.Status)
            {
                case null:
                    await patience.AfterFaultAsync(fault!.Message, fault, cancellationToken).ConfigureAwait(false);
                    break;
                case HttpStatusCode.OK:
                case HttpStatusCode.NotModified when ask.Previous is not null:
                    var (read, body, broken) = await ReadAsync(ask, answer, cancellationToken).ConfigureAwait(false);
                    if (read is not null)
                        return (read, body);
                    // What was broken before must not be confirmed over and over.
                    ask = ask with { Previous = null };
                    await patience.AfterFaultAsync(broken!, null, cancellationToken).ConfigureAwait(false);
                    break;
                case HttpStatusCode.Unauthorized when authorizedAgain < MaxAuthorizations:
                    authorizedAgain++;
                    tokens.Reject(token);
                    tally.Retry($"{Title(request)}: the access token was refused; a new one is asked for");
                    break;
                case HttpStatusCode.TooManyRequests when IsGone(ask) && patience.WouldDefer(answer):
                    return (new Refused("429 to its first request, again after the wait that it asked for"), default);
                case HttpStatusCode.TooManyRequests:
                    await patience.AfterRateLimitAsync(answer, SpotifyError.Parse(answer.Body), cancellationToken)
                        .ConfigureAwait(false);
                    break;
                case >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout:
                    await patience.AfterFaultAsync(
                        $"it answered {(int)answer.Status}, {SpotifyError.Parse(answer.Body).Message}",
                        null, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    return (Refusals.Of(request, answer, options.Name), default);
            }
        }
    }

    private static string Title(SpotifyRequest request) => "GET " + request.ShortPath;

    private Patience NewTokenPatience() => NewPatience(EndpointFamily.Token, EndpointFamily.Token.Title());

    private Patience NewPatience(EndpointFamily family, string what) =>
        new(family, what, options, gate, backoff, budget, tally, time);

    // Some endpoints that were taken away answer 429 for ever: to the first request with a long wait, and after that
    // wait with another. To wait once more would defer every day.
    private bool IsGone(Ask ask) =>
        !ask.HasAnswered && ask.Request.Family.IsOptional() && budget.WasClosedBefore(ask.Request.Family);

    private HttpRequestMessage NewMessage(Ask ask, string token)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, new Uri(options.ApiBase, ask.Request.Path));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (options.SimulatedDates)
        {
            message.Headers.Add(
                SpotifySourceOptions.SimulatedDateHeader, ask.Day.ToString("O", CultureInfo.InvariantCulture));
        }
        if (ask.Previous is { } previous)
            message.Headers.TryAddWithoutValidation("If-None-Match", previous.ETag);
        return message;
    }

    private async Task<(Answered? Reply, byte[] Body, string? Broken)> ReadAsync(
        Ask ask, Exchange answer, CancellationToken cancellationToken)
    {
        Tally.Received(answer.Body.Length);
        var body = answer.Body;
        if (answer.Status == HttpStatusCode.NotModified)
        {
            if (await ask.Previous!.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } earlier)
                return (null, [], "it confirmed an answer that was purged meanwhile");
            body = earlier;
        }
        try
        {
            var facts = BodyReader.Read(ask.Request.Family, body);
            gate.Answered();
            budget.Answered(ask.Request.Family);
            return (new Answered(NewRecord(ask, answer, body), facts), body, null);
        }
        catch (JsonException)
        {
            return (null, [], $"its body of {body.Length} bytes is not whole JSON");
        }
        catch (InvalidDataException e)
        {
            return (null, [], $"its body is not what was asked for: {e.Message}");
        }
    }

    private SpoolRecord NewRecord(Ask ask, Exchange answer, byte[] body) => new()
    {
        Mark = SpoolMark.Answer,
        Key = ask.Request.Path,
        Family = ask.Request.Family,
        Subject = ask.Request.Subject,
        Status = (int)answer.Status,
        Headers = answer.Status == HttpStatusCode.NotModified
            ? Merged(ask.Previous!.Headers, answer.Headers)
            : answer.Headers,
        FetchedAt = answer.Date ?? time.GetUtcNow(),
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(body)),
    };

    // A 304 repeats only the headers that changed.
    private static SortedDictionary<string, string> Merged(
        IReadOnlyDictionary<string, string> earlier, IReadOnlyDictionary<string, string> now)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in earlier.Concat(now))
            merged[name] = value;
        return merged;
    }
}
