namespace Tracklake.Simulator.Faults;

/// <summary>The faults that a server injects. Says what is to happen; a server counts what did.</summary>
public sealed record FaultPlan
{
    /// <summary>Decides which requests are struck.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// The faults; for each request the first rule that strikes wins, except that a page's faults add up.
    /// </summary>
    public IReadOnlyList<FaultRule> Rules { get; init; } = [];

    /// <summary>
    /// How many answers to one URL on one day may be spoiled, after which it is answered rightly: a client that tries
    /// once more than that gets through. Null sets no bound.
    /// </summary>
    public int? MaxPerUrl { get; init; }

    /// <summary>No faults.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>A plan of the given rules.</summary>
    public static FaultPlan Of(params FaultRule[] rules) => new() { Rules = rules };

    /// <summary>
    /// Every fault that a robust client overcomes within a run, at rates that strike a run of a few hundred requests
    /// several times. Left out are those that end or defer a run: long rate limits, quotas and missing Premium.
    /// </summary>
    public static FaultPlan Everything(int seed) => new()
    {
        Seed = seed,
        MaxPerUrl = 2,
        Rules =
        [
            new(FaultKind.ServerErrorEmpty) { Path = "api/token", Count = 1 },
            new(FaultKind.SlowResponse) { Probability = 0.02, Delay = TimeSpan.FromMilliseconds(30) },
            new(FaultKind.NullItems) { Probability = 0.10 },
            new(FaultKind.EmptyNextPages) { Probability = 0.10 },
            new(FaultKind.InvalidLimit) { Probability = 0.05 },
            new(FaultKind.TokenRevoked) { Probability = 0.01, Count = 10 },
            new(FaultKind.TruncatedBody) { Probability = 0.02 },
            new(FaultKind.ServerErrorHtml) { Probability = 0.02 },
            new(FaultKind.ServerErrorEmpty) { Probability = 0.02 },
            new(FaultKind.ConnectionReset) { Probability = 0.02 },

            // These cost the client real seconds; their number is bounded so that a long run stays a short test.
            new(FaultKind.RateLimitShort) { Probability = 0.02, Count = 4 },
            new(FaultKind.RateLimitNoRetryAfter) { Probability = 0.02, Count = 4 },
        ],
    };
}
