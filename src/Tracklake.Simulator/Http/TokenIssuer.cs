using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tracklake.Simulator.Catalogue;

namespace Tracklake.Simulator.Http;

/// <summary>The accounts service: issues access tokens for client credentials and knows which are still good.</summary>
internal sealed class TokenIssuer(SimulatorOptions options, SimulatorCounters counters)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _expiries = new();
    private int _issued;

    public async Task<ApiResponse> IssueAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method)) return ApiResponse.Empty(StatusCodes.Status405MethodNotAllowed);
        if (!request.HasFormContentType) return Refuse("unsupported_grant_type", "grant_type parameter is missing");
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var (id, secret) = Credentials(request, form);
        if (id != options.ClientId) return Refuse("invalid_client", "Invalid client");
        if (secret != options.ClientSecret) return Refuse("invalid_client", "Invalid client secret");
        var grant = form["grant_type"].ToString();
        if (grant.Length == 0) return Refuse("unsupported_grant_type", "grant_type parameter is missing");
        if (grant != "client_credentials")
            return Refuse("unsupported_grant_type", "grant_type must be client_credentials");

        counters.CountToken();
        var token = NewToken();
        _expiries[token] = options.Clock.GetUtcNow() + options.TokenLifetime;
        return ApiResponse.Json(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", token);
            json.WriteString("token_type", "Bearer");
            json.WriteNumber("expires_in", (int)options.TokenLifetime.TotalSeconds);
            json.WriteEndObject();
        });
    }

    /// <summary>Why a request is not let in, or null if its token is good.</summary>
    public ApiProblem? Reject(string authorization)
    {
        if (authorization.Length == 0) return new(StatusCodes.Status401Unauthorized, "No token provided");
        if (Token(authorization) is not { } token)
            return new(StatusCodes.Status400BadRequest, "Only valid bearer authentication supported");
        if (!_expiries.TryGetValue(token, out var expiry))
            return new(StatusCodes.Status401Unauthorized, "Invalid access token");
        return options.Clock.GetUtcNow() < expiry
            ? null
            : new(StatusCodes.Status401Unauthorized, "The access token expired");
    }

    /// <summary>Makes a token expire at once.</summary>
    public void Revoke(string authorization)
    {
        if (Token(authorization) is { } token) _expiries[token] = DateTimeOffset.MinValue;
    }

    private static string? Token(string authorization) =>
        authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization[7..].Trim() : null;

    private string NewToken()
    {
        var ordinal = Interlocked.Increment(ref _issued);
        var dice = Dice.For(options.Seed, 900, ordinal);
        return string.Create(
            CultureInfo.InvariantCulture, $"BQD{dice.Bits():x16}{dice.Bits():x16}{dice.Bits():x16}-{ordinal}");
    }

    private static (string Id, string Secret) Credentials(HttpRequest request, IFormCollection form)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization.ToString(), out var header))
            return (form["client_id"].ToString(), form["client_secret"].ToString());
        if (!header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)) return ("", "");
        var bytes = new byte[header.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var length)) return ("", "");
        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return (pair[0], pair.Length > 1 ? pair[1] : "");
    }

    private static ApiResponse Refuse(string error, string description) =>
        ApiResponse.Json(StatusCodes.Status400BadRequest, json =>
        {
            json.WriteStartObject();
            json.WriteString("error", error);
            json.WriteString("error_description", description);
            json.WriteEndObject();
        });
}
