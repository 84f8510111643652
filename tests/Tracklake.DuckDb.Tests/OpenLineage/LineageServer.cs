using System.Collections.Concurrent;
using System.Net;

namespace Tracklake.DuckDb.Tests.OpenLineage;

/// <summary>A real HTTP server that takes events, or refuses them.</summary>
internal sealed class LineageServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly int _status;

    public LineageServer(int status = 201)
    {
        _status = status;
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/api/v1/lineage");
        }
        _listener.Prefixes.Add(Address.GetLeftPart(UriPartial.Authority) + "/");
        _listener.Start();
        _ = TakeAsync();
    }

    public Uri Address { get; }

    /// <summary>What was posted: the path, the authorization, the type and the body.</summary>
    public ConcurrentQueue<(string Path, string? Authorization, string? Type, string Body)> Posted { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task TakeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            using var reader = new StreamReader(context.Request.InputStream);
            var body = await reader.ReadToEndAsync();
            Posted.Enqueue((
                $"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}", context.Request.Headers["Authorization"],
                context.Request.ContentType, body));
            context.Response.StatusCode = _status;
            context.Response.Close();
        }
    }
}
