namespace Tracklake.Sources.Spotify;

/// <summary>
/// The one gate that all workers pass before they ask. A 429 closes it for everyone: a worker that went on asking
/// would lengthen the wait of all. It waits by the monotonic clock: one that is set back, or stands still so that a run
/// can be repeated, would keep it closed.
/// </summary>
internal sealed class RateGate(TimeProvider time)
{
    private readonly Lock gate = new();
    private long opensAt = time.GetTimestamp();
    private int inARow;

    /// <summary>Waits until the gate is open.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> PassAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (Remaining() is var remaining && remaining > TimeSpan.Zero)
        {
            // Rounded up: Task.Delay cuts a wait to whole milliseconds, and less than one would spin.
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling(remaining.TotalMilliseconds));
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
        return time.GetElapsedTime(start);
    }

    /// <summary>Keeps the gate closed for at least this long.</summary>
    public void Close(TimeSpan wait)
    {
        lock (gate)
        {
            var until = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
            if (until > opensAt)
                opensAt = until;
        }
    }

    /// <summary>Notes a 429.</summary>
    /// <returns>How many came without an answer between them.</returns>
    public int Refused()
    {
        lock (gate)
            return ++inARow;
    }

    /// <summary>Notes an answer.</summary>
    public void Answered()
    {
        lock (gate)
            inARow = 0;
    }

    private TimeSpan Remaining()
    {
        lock (gate)
            return time.GetElapsedTime(time.GetTimestamp(), opensAt);
    }
}
