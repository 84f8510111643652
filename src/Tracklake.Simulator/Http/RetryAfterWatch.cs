namespace Tracklake.Simulator.Http;

/// <summary>Counts the requests that come before a Retry-After has passed.</summary>
internal sealed class RetryAfterWatch(TimeProvider clock, SimulatorCounters counters)
{
    // Longer waits are deferrals: a simulated day may well follow before the server's clock gets there.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private long _quietUntil;

    public void Request()
    {
        if (clock.GetUtcNow().UtcTicks < Interlocked.Read(ref _quietUntil)) counters.CountTooEarly();
    }

    public void Answered(TimeSpan? retryAfter)
    {
        if (retryAfter is { } wait && wait <= Longest)
            Interlocked.Exchange(ref _quietUntil, (clock.GetUtcNow() + wait).UtcTicks);
    }
}
