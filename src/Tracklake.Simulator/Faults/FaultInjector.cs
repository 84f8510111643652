using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Http;

namespace Tracklake.Simulator.Faults;

/// <summary>One request as the plan sees it.</summary>
/// <param name="Path">Below <c>/v1</c>, or <c>api/token</c>.</param>
/// <param name="Endpoint">The endpoint, by which quotas are counted.</param>
/// <param name="Query">The query string.</param>
/// <param name="List">What names the list that is paged through, whatever the page; null if it is not a list.</param>
/// <param name="Limit">The page size asked for, if any.</param>
/// <param name="Now">The time that the request asks "as of".</param>
internal readonly record struct FaultRequest(
    string Path, string Endpoint, string Query, string? List, int? Limit, DateTimeOffset Now);

/// <summary>What is to go wrong with one request.</summary>
internal sealed record FaultDecision(FaultRule? Instead, TimeSpan? RetryAfter, TimeSpan Delay, PageFaults Page)
{
    public static FaultDecision Nothing { get; } = new(null, null, TimeSpan.Zero, default);
}

/// <summary>Applies a plan to the requests of one server.</summary>
internal sealed class FaultInjector(FaultPlan plan, SimulatorCounters counters)
{
    private readonly Lock _gate = new();
    private readonly RuleState[] _states = [.. plan.Rules.Select(rule => new RuleState(rule))];
    private readonly Dictionary<(string Path, string Query, DateOnly Day), UrlState> _urls = [];

    public FaultDecision Decide(FaultRequest request)
    {
        if (_states.Length == 0) return FaultDecision.Nothing;
        lock (_gate)
        {
            var day = DateOnly.FromDateTime(request.Now.UtcDateTime);
            var key = (request.Path, request.Query, day);
            if (!_urls.TryGetValue(key, out var url)) _urls[key] = url = new UrlState();
            var decision = Decide(request, day, url);
            url.Attempts++;
            return decision;
        }
    }

    private FaultDecision Decide(FaultRequest request, DateOnly day, UrlState url)
    {
        var delay = TimeSpan.Zero;
        var page = default(PageFaults);
        for (var index = 0; index < _states.Length; index++)
        {
            var state = _states[index];
            var rule = state.Rule;
            if (!rule.Matches(request.Path)) continue;
            if (rule.Kind == FaultKind.QuotaExceeded)
            {
                if (state.QuotaReturns(request) is not { } returns) continue;
                counters.Count(rule.Kind);
                return new(rule, returns - request.Now, delay, default);
            }
            if (rule.Kind == FaultKind.InvalidLimit && !(request.Limit > rule.PageLimit)) continue;
            if (IsInPage(rule.Kind) && request.List is null) continue;
            var chance = Chance(index, rule.Kind, request, day, url.Attempts);
            if (!state.Strikes(Dice.Unit(chance))) continue;
            switch (rule.Kind)
            {
                case FaultKind.SlowResponse:
                    delay += rule.Delay;
                    break;
                case FaultKind.NullItems:
                    page = page with { NullSalt = chance };
                    break;
                case FaultKind.EmptyNextPages:
                    page = page with { EmptyPages = rule.EmptyPages };
                    break;
                case FaultKind.InvalidLimit:
                    return Strike(state, null);
                default:
                    if (url.Faults >= plan.MaxPerUrl) continue;
                    url.Faults++;
                    return Strike(state, RetryAfter(rule));
            }
            state.Struck++;
            if (!IsInPage(rule.Kind)) counters.Count(rule.Kind);
        }
        return new(null, null, delay, page);

        FaultDecision Strike(RuleState state, TimeSpan? retryAfter)
        {
            state.Struck++;
            counters.Count(state.Rule.Kind);
            return new(state.Rule, retryAfter, delay, default);
        }
    }

    // A page's faults belong to the list or the page, so that asking again gives the same; all others to the attempt.
    private ulong Chance(int index, FaultKind kind, FaultRequest request, DateOnly day, int attempt)
    {
        var start = Dice.Mix(((ulong)(uint)plan.Seed << 32) ^ (ulong)index ^ ((ulong)day.DayNumber << 8));
        return kind switch
        {
            FaultKind.EmptyNextPages => Dice.Digest(start, request.List),
            FaultKind.NullItems or FaultKind.InvalidLimit => Dice.Digest(start, request.Path + request.Query),
            _ => Dice.Mix(Dice.Digest(start, request.Path + request.Query) + (ulong)attempt),
        };
    }

    // Counted where the page is written: not every page has entries to put nulls between, or is the last.
    private static bool IsInPage(FaultKind kind) => kind is FaultKind.NullItems or FaultKind.EmptyNextPages;

    private static TimeSpan? RetryAfter(FaultRule rule) => rule.Kind switch
    {
        FaultKind.RateLimitShort => rule.RetryAfter ?? TimeSpan.FromSeconds(1),
        FaultKind.RateLimitLong => rule.RetryAfter ?? TimeSpan.FromSeconds(86_207),
        _ => null,
    };

    private sealed class UrlState
    {
        public int Attempts { get; set; }

        public int Faults { get; set; }
    }

    private sealed class RuleState(FaultRule rule)
    {
        private static readonly TimeSpan DefaultQuotaPause = TimeSpan.FromSeconds(48_925);
        private readonly Dictionary<string, (int Used, DateTimeOffset? Returns)> _quotas = [];
        private int _seen;

        public FaultRule Rule => rule;

        public int Struck { get; set; }

        public bool Strikes(double chance) =>
            ++_seen > rule.After && !(Struck >= rule.Count) && chance < rule.Probability;

        /// <summary>When the endpoint's quota returns, or null if it is not exhausted.</summary>
        public DateTimeOffset? QuotaReturns(FaultRequest request)
        {
            if (rule.Until is { } until && rule.After == 0) return request.Now < until ? until : null;
            var (used, returns) = _quotas.GetValueOrDefault(request.Endpoint);
            if (returns <= request.Now) (used, returns) = (0, null);
            if (returns is null && used >= rule.After)
                returns = rule.Until ?? request.Now + (rule.RetryAfter ?? DefaultQuotaPause);
            if (returns <= request.Now) returns = null;
            _quotas[request.Endpoint] = (used + 1, returns);
            return returns;
        }
    }
}
