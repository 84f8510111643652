namespace Tracklake.Sources.Spotify;

/// <summary>How long to wait before asking again: doubled each time, capped, and spread by a seeded jitter.</summary>
/// <param name="seed">Decides the jitter.</param>
internal sealed class Backoff(int seed)
{
    private static readonly TimeSpan RetryBase = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan RetryCap = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan RateBase = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RateCap = TimeSpan.FromSeconds(30);

    private readonly Random random = new(seed);

    /// <summary>After a fault of the server or the network.</summary>
    /// <param name="attempt">How often it was asked, from 1.</param>
    public TimeSpan AfterFault(int attempt) => Jittered(Doubled(RetryBase, RetryCap, attempt));

    /// <summary>After a 429 that does not say how long.</summary>
    /// <param name="inARow">How many such answers came in a row, from 1.</param>
    public static TimeSpan AfterRateLimit(int inARow) => Doubled(RateBase, RateCap, inARow);

    /// <summary>A little more than was asked for, so that workers do not come back in the same instant.</summary>
    public TimeSpan Jitter() => TimeSpan.FromMilliseconds(50 + (450 * Next()));

    private static TimeSpan Doubled(TimeSpan first, TimeSpan cap, int times) =>
        TimeSpan.FromTicks(Math.Min(cap.Ticks, first.Ticks << Math.Clamp(times - 1, 0, 10)));

    private TimeSpan Jittered(TimeSpan wait) => wait * (0.5 + (0.5 * Next()));

    private double Next()
    {
        lock (random)
            return random.NextDouble();
    }
}
