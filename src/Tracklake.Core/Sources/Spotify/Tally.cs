using System.Diagnostics.Metrics;

namespace Tracklake.Sources.Spotify;

/// <summary>Counts what one extraction sent; each retry is told to the log with its reason.</summary>
internal sealed class Tally(Action<string>? log)
{
    private static readonly Meter Meter = new("Tracklake.Spotify");
    private static readonly Counter<long> RequestCounter = Meter.CreateCounter<long>("tracklake.spotify.requests");
    private static readonly Counter<long> RetryCounter = Meter.CreateCounter<long>("tracklake.spotify.retries");
    private static readonly Counter<long> ByteCounter = Meter.CreateCounter<long>("tracklake.spotify.bytes");

    private int requests;
    private int retries;

    /// <summary>Requests to the API that were sent; those for tokens are not counted.</summary>
    public int Requests => requests;

    /// <summary>Of them, those that repeated one that failed.</summary>
    public int Retries => retries;

    public void Sent(EndpointFamily family)
    {
        Interlocked.Increment(ref requests);
        RequestCounter.Add(1, new KeyValuePair<string, object?>("family", family.Title()));
    }

    public void Retry(string why)
    {
        Interlocked.Increment(ref retries);
        RetryCounter.Add(1);
        log?.Invoke(why);
    }

    public static void Received(int bytes) => ByteCounter.Add(bytes);
}
