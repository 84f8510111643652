using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Tracklake.Simulator.Http;

/// <summary>Puts answers on the wire, whole or broken.</summary>
internal static class ResponseSender
{
    public static async Task SendAsync(
        HttpContext http, ApiResponse response, DateTimeOffset now, SimulatorCounters counters, bool truncate = false)
    {
        var headers = http.Response.Headers;
        headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        http.Response.StatusCode = response.Status;
        if (response.RetryAfter is { } wait)
            headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (response.CacheControl is { } cacheControl)
        {
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(response.Body.Span).AsSpan(0, 16))}\"";
            headers.CacheControl = cacheControl;
            headers.ETag = tag;
            headers.Vary = $"Authorization, {SimulatorOptions.DateHeader}";
            if (!truncate && Knows(http.Request, tag))
            {
                counters.CountNotModified();
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        if (response.ContentType is not null) http.Response.ContentType = response.ContentType;
        http.Response.ContentLength = response.Body.Length;

        // Kestrel closes the connection when an answer turns out shorter than announced: just what is wanted.
        var sent = truncate ? response.Body[..(response.Body.Length / 2)] : response.Body;
        await http.Response.Body.WriteAsync(sent, http.RequestAborted);
    }

    /// <summary>Ends the connection so that the client sees it reset, not merely closed.</summary>
    public static void Reset(HttpContext http)
    {
        if (http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            socket.LingerState = new LingerOption(true, 0);
        http.Abort();
    }

    private static bool Knows(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries)
            .Any(known => known == tag || known == "*" || known == $"W/{tag}");
}
