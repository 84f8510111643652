namespace Tracklake.Simulator.Faults;

/// <summary>One fault to inject: what, where, and how often.</summary>
public sealed record FaultRule
{
    /// <summary>Creates a rule for a kind of fault; without more, it strikes every request.</summary>
    public FaultRule(FaultKind kind) => Kind = kind;

    /// <summary>What goes wrong.</summary>
    public FaultKind Kind { get; }

    /// <summary>
    /// The requests that it strikes: a path below <c>/v1</c> in which <c>*</c> stands for one segment, as in
    /// <c>artists/*/albums</c>, or <c>api/token</c>. Null strikes everything below <c>/v1</c>.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>
    /// The share of matching requests that it strikes. Who is struck follows from the plan's seed, the URL, the day
    /// asked for and how often the same was asked before, not from the order in which parallel requests arrive.
    /// </summary>
    public double Probability { get; init; } = 1;

    /// <summary>
    /// How many matching requests it leaves alone first; for quotas how many each endpoint is granted.
    /// </summary>
    public int After { get; init; }

    /// <summary>How often it strikes at most; null without end.</summary>
    public int? Count { get; init; }

    /// <summary>The Retry-After of a 429, where not the kind's default.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How long a slow answer takes.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>For quotas: when the quota returns.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>For invalid limits: the largest limit that is still accepted.</summary>
    public int PageLimit { get; init; } = 10;

    /// <summary>For empty pages: how many of them follow the last real one.</summary>
    public int EmptyPages { get; init; } = 3;

    internal bool Matches(string path)
    {
        if (Path is null) return path != "api/token";
        var wanted = Path.Split('/');
        var given = path.Split('/');
        return wanted.Length == given.Length
            && wanted.Zip(given).All(pair => pair.First == "*" || pair.First == pair.Second);
    }
}
