using System.Net;
using System.Net.Http.Headers;

namespace Tracklake.Sources.Spotify;

/// <summary>One answer as it came over the wire, whatever its status; its body is of the announced length.</summary>
internal sealed record Exchange
{
    // What the raw zone keeps of the headers; none of them can carry a credential.
    private static readonly string[] Kept = ["Cache-Control", "Content-Type", "Date", "ETag"];

    public required HttpStatusCode Status { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The headers worth keeping.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The server's own time, if it tells one.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>How long the server wants to be left alone, if it says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <exception cref="IOException">The body broke off.</exception>
    public static async Task<Exchange> ReadAsync(
        HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        // HttpClient notices this for itself with sockets; another handler may not.
        if (response.Content.Headers.ContentLength is { } length && length != body.Length)
            throw new IOException($"the body broke off after {body.Length} of {length} bytes");
        return new Exchange
        {
            Status = response.StatusCode,
            Body = body,
            Headers = Keep(response),
            Date = response.Headers.Date,
            RetryAfter = Wait(response.Headers.RetryAfter, time),
        };
    }

    private static SortedDictionary<string, string> Keep(HttpResponseMessage response)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Kept)
        {
            if (response.Headers.NonValidated.TryGetValues(name, out var values)
                || response.Content.Headers.NonValidated.TryGetValues(name, out values))
            {
                kept[name] = values.ToString();
            }
        }
        return kept;
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue? retryAfter, TimeProvider time)
    {
        var wait = retryAfter?.Delta ?? (retryAfter?.Date - time.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
