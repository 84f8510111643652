using System.Net.Http.Headers;

namespace Tracklake.OpenLineage;

/// <summary>An endpoint that takes events by POST, one a request: that of Marquez and others.</summary>
/// <param name="client">Makes the requests.</param>
/// <param name="address">The endpoint's full address, such as <c>http://localhost:5000/api/v1/lineage</c>.</param>
/// <param name="apiKey">Sent as a bearer token; null sends none.</param>
public sealed class EventEndpoint(HttpClient client, Uri address, string? apiKey) : IEventSink
{
    /// <inheritdoc/>
    public async Task DeliverAsync(IReadOnlyList<byte[]> events, CancellationToken cancellationToken)
    {
        foreach (var body in events)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address);
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (apiKey is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
            try
            {
                using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (!response.IsSuccessStatusCode)
                    throw new IOException($"{address} answered {(int)response.StatusCode}.");
            }
            catch (HttpRequestException e)
            {
                throw new IOException($"{address} cannot be reached: {e.Message}", e);
            }
            catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new IOException($"{address} did not answer within {client.Timeout.TotalSeconds:0} s.", e);
            }
        }
    }
}
