using Tracklake.Simulator.Access;
using Tracklake.Simulator.Faults;

namespace Tracklake.Simulator.Http;

/// <summary>The answers that take the place of the right one.</summary>
internal static class FaultResponses
{
    private const string PremiumText =
        "Active premium subscription required for the owner of the app. When the subscription status changes, "
        + "it can take a few hours before requests are allowed again.\n";

    private const string GatewayHtml =
        "<html><head><title>502 Server Error</title></head><body><h1>Error: Server Error</h1>"
        + "<h2>The server encountered a temporary error and could not complete your request.</h2></body></html>";

    public static ApiResponse Of(FaultKind kind, TimeSpan? retryAfter, AccessRules rules) => kind switch
    {
        FaultKind.RateLimitShort or FaultKind.RateLimitLong or FaultKind.RateLimitNoRetryAfter =>
            ApiResponse.Error(429, "API rate limit exceeded") with { RetryAfter = retryAfter },
        FaultKind.QuotaExceeded =>
            ApiResponse.Error(429, "Too many requests", rules.NamesQuotaReason ? "QUOTA_EXCEEDED" : null) with
            {
                RetryAfter = retryAfter,
            },
        FaultKind.TokenRevoked => ApiResponse.Error(401, "The access token expired"),
        FaultKind.PremiumRequired => ApiResponse.Text(403, "text/plain; charset=utf-8", PremiumText),
        FaultKind.InvalidLimit => ApiResponse.Error(400, "Invalid limit"),
        FaultKind.ServerErrorHtml => ApiResponse.Text(502, "text/html; charset=UTF-8", GatewayHtml),
        FaultKind.ServerErrorEmpty => ApiResponse.Empty(503),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is not an answer of its own"),
    };
}
