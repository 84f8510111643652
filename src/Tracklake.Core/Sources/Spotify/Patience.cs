using System.Globalization;

namespace Tracklake.Sources.Spotify;

/// <summary>How often and how long one request is tried: the one place where anything is asked again.</summary>
internal sealed class Patience(
    EndpointFamily family, string what, SpotifySourceOptions options, RateGate gate, Backoff backoff,
    QuotaBudget budget, Tally tally, TimeProvider time)
{
    // Where nothing says how long a used-up quota stays so: Spotify's windows are of 24 hours.
    private static readonly TimeSpan QuotaWindow = TimeSpan.FromHours(24);

    private TimeSpan waited;
    private int faults;

    /// <summary>Passes the gate that all workers share.</summary>
    public async Task PassGateAsync(CancellationToken cancellationToken) =>
        waited += await gate.PassAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>After a fault of the server or the network: waits, or gives up.</summary>
    /// <exception cref="SourceException">It was tried often enough.</exception>
    public async Task AfterFaultAsync(string fault, Exception? inner, CancellationToken cancellationToken)
    {
        faults++;
        if (faults >= options.MaxAttempts)
        {
            throw new SourceException(
                $"{what} failed {faults} times, at last because {fault}. {NextStep(inner)} "
                + "What was answered so far is kept: run again to go on from there.", inner);
        }
        var wait = backoff.AfterFault(faults);
        tally.Retry($"{what}: {fault}; asked again in {Seconds(wait)} s");
        waited += wait;
        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>After a 429: closes the gate for everyone, or defers the day.</summary>
    /// <exception cref="DeferralException">The wait is longer than allowed, or a quota is used up.</exception>
    public async Task AfterRateLimitAsync(Exchange answer, SpotifyError error, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (error.IsQuota)
        {
            await DeferAsync(
                now + (answer.RetryAfter ?? QuotaWindow),
                $"Spotify's quota for {family.Title()} is used up", cancellationToken).ConfigureAwait(false);
        }
        // A wait of nothing is no answer either: with it, a server that goes on refusing would be asked without end.
        var wait = answer.RetryAfter is { } asked && asked > TimeSpan.Zero
            ? asked
            : Backoff.AfterRateLimit(gate.Refused());
        if (waited + wait > options.MaxWait)
        {
            await DeferAsync(
                now + wait,
                $"Spotify limits the rate of {family.Title()}: it asks for {Seconds(wait)} s more, and a request waits "
                + $"{Seconds(options.MaxWait)} s at most", cancellationToken).ConfigureAwait(false);
        }
        var closed = wait + backoff.Jitter();
        gate.Close(closed);
        tally.Retry($"{what}: rate limit; all workers wait {Seconds(closed)} s");
    }

    /// <summary>Whether a 429 asks for more than a request waits; a quota that is used up is another matter.</summary>
    public bool WouldDefer(Exchange answer) =>
        !SpotifyError.Parse(answer.Body).IsQuota && waited + (answer.RetryAfter ?? TimeSpan.Zero) >= options.MaxWait;

    private async Task DeferAsync(DateTimeOffset until, string reason, CancellationToken cancellationToken)
    {
        await budget.CloseAsync(family, until, reason, cancellationToken).ConfigureAwait(false);
        throw new DeferralException(until, reason);
    }

    private static string NextStep(Exception? fault) => fault?.InnerException is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError,
    }
        ? "Check the network and the address of the source."
        : "The source seems to be out of order; try again later.";

    private static string Seconds(TimeSpan wait) =>
        wait.TotalSeconds.ToString("#,0.#", CultureInfo.InvariantCulture);
}
