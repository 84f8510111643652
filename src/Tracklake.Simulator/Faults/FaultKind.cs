namespace Tracklake.Simulator.Faults;

/// <summary>What can go wrong with a request, each as it was seen to go wrong with Spotify.</summary>
public enum FaultKind
{
    /// <summary>429 with a Retry-After that is worth waiting for (default 1 s).</summary>
    RateLimitShort,

    /// <summary>429 with a Retry-After that is not (default 86,207 s).</summary>
    RateLimitLong,

    /// <summary>429 without Retry-After.</summary>
    RateLimitNoRetryAfter,

    /// <summary>
    /// 429 with reason QUOTA_EXCEEDED (before July 2026: without reason), for all requests until
    /// <see cref="FaultRule.Until"/>, or else for an endpoint after <see cref="FaultRule.After"/> requests to it, until
    /// its quota returns <see cref="FaultRule.RetryAfter"/> later (default 48,925 s). Time is the one asked "as of".
    /// </summary>
    QuotaExceeded,

    /// <summary>401 in mid-run; the token stays revoked.</summary>
    TokenRevoked,

    /// <summary>403 with the plain text that Spotify sends when the app's owner has no Premium.</summary>
    PremiumRequired,

    /// <summary>
    /// 400 <c>Invalid limit</c> for a limit above <see cref="FaultRule.PageLimit"/>; retrying does not help.
    /// </summary>
    InvalidLimit,

    /// <summary>Null entries among <c>items</c>, in addition to the real ones.</summary>
    NullItems,

    /// <summary>
    /// A <c>total</c> that is too high and a <c>next</c> that leads to <see cref="FaultRule.EmptyPages"/> empty pages.
    /// </summary>
    EmptyNextPages,

    /// <summary>A body cut off in the middle, shorter than its Content-Length.</summary>
    TruncatedBody,

    /// <summary>502 with an HTML page for a body.</summary>
    ServerErrorHtml,

    /// <summary>503 with an empty body.</summary>
    ServerErrorEmpty,

    /// <summary>The connection is reset before any answer.</summary>
    ConnectionReset,

    /// <summary>The right answer, after <see cref="FaultRule.Delay"/>.</summary>
    SlowResponse,
}
