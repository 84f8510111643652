namespace Tracklake.Sources.Spotify;

/// <summary>Sends one request once.</summary>
internal static class Wire
{
    /// <returns>The answer, or the fault of the network that may be gone next time.</returns>
    public static async Task<(Exchange? Answer, IOException? Fault)> TrySendAsync(
        HttpClient http, HttpRequestMessage request, SpotifySourceOptions options, TimeProvider time,
        CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using (request)
            {
                using var response = await http.SendAsync(
                    request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
                return (await Exchange.ReadAsync(response, time, either.Token).ConfigureAwait(false), null);
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new IOException($"it took longer than {options.RequestTimeout.TotalSeconds:0.###} s", e));
        }
        catch (HttpRequestException e)
        {
            return (null, new IOException($"the connection failed: {e.Message}", e));
        }
        catch (IOException e)
        {
            return (null, new IOException($"the answer broke off: {e.Message}", e));
        }
    }
}
