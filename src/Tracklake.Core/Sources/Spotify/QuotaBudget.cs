namespace Tracklake.Sources.Spotify;

/// <summary>
/// What may still be asked: closures that Spotify announced, and a budget over a rolling window of 24 hours (Spotify's
/// windows do not end at midnight). Kept in the ledger, so that a run started too early defers without asking.
/// </summary>
internal sealed class QuotaBudget : IAsyncDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromDays(7);

    private readonly IQuotaLedger ledger;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim saving = new(1);
    private readonly Dictionary<(EndpointFamily Family, DateTimeOffset From), int> spent = [];
    private readonly Dictionary<EndpointFamily, QuotaClosure> closures = [];
    private DateTimeOffset savedAt;
    private bool changed;

    private QuotaBudget(IQuotaLedger ledger, TimeProvider time, QuotaUsage usage)
    {
        this.ledger = ledger;
        this.time = time;
        savedAt = time.GetUtcNow();
        foreach (var spending in usage.Spent)
            spent[(spending.Family, spending.From)] = spending.Requests;
        foreach (var closure in usage.Closures)
            closures[closure.Family] = closure;
    }

    public static async Task<QuotaBudget> OpenAsync(
        IQuotaLedger ledger, TimeProvider time, CancellationToken cancellationToken) =>
        new(ledger, time, await ledger.ReadAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Counts a request that is about to be sent.</summary>
    /// <param name="family">Its kind.</param>
    /// <param name="limit">Requests of the family that are allowed in 24 hours; null for no limit.</param>
    /// <param name="cancellationToken">Ends the wait for the ledger.</param>
    /// <exception cref="DeferralException">Something is closed still, or the budget is spent.</exception>
    public async Task SpendAsync(EndpointFamily family, int? limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            // Any closure holds back everything: the day cannot be completed before it ends, and asking the rest
            // meanwhile spends on answers that are older than need be.
            if (closures.Values.Where(closure => closure.Until > now).MaxBy(closure => closure.Until) is { } closed)
                throw new DeferralException(closed.Until, closed.Reason);
            if (limit is { } most && FreeAgain(family, most, now) is { } until)
            {
                throw new DeferralException(
                    until, $"the budget of {most} requests in 24 hours for {family.Title()} is spent");
            }
            var quarter = new DateTimeOffset(now.Ticks - (now.Ticks % Quarter.Ticks), TimeSpan.Zero);
            spent[(family, quarter)] = spent.GetValueOrDefault((family, quarter)) + 1;
            changed = true;
            if (now - savedAt < SaveEvery)
                return;
        }
        await SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes that Spotify closed a family, durably.</summary>
    public async Task CloseAsync(
        EndpointFamily family, DateTimeOffset until, string reason, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            closures[family] = new QuotaClosure(family, until, reason);
            changed = true;
        }
        await SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a closure of the family was waited out, and it has not answered since.</summary>
    public bool WasClosedBefore(EndpointFamily family)
    {
        lock (gate)
            return closures.TryGetValue(family, out var closure) && closure.Until <= time.GetUtcNow();
    }

    /// <summary>Notes that a family answered.</summary>
    public void Answered(EndpointFamily family)
    {
        lock (gate)
            changed |= closures.Remove(family);
    }

    public async ValueTask DisposeAsync()
    {
        await SaveAsync(CancellationToken.None).ConfigureAwait(false);
        saving.Dispose();
    }

    private DateTimeOffset? FreeAgain(EndpointFamily family, int limit, DateTimeOffset now)
    {
        // A quarter counts in full until its end has left the window.
        var quarters = spent.Where(s => s.Key.Family == family && s.Key.From + Quarter + Window > now)
            .OrderBy(s => s.Key.From).ToList();
        var over = quarters.Sum(s => s.Value) - limit;
        foreach (var (key, requests) in quarters)
        {
            if (over < 0)
                return null;
            over -= requests;
            if (over < 0)
                return key.From + Quarter + Window;
        }
        return null;
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        await saving.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Snapshot() is { } usage)
                await ledger.WriteAsync(usage, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            saving.Release();
        }
    }

    private QuotaUsage? Snapshot()
    {
        lock (gate)
        {
            if (!changed)
                return null;
            changed = false;
            var now = time.GetUtcNow();
            savedAt = now;
            return new QuotaUsage
            {
                Spent = [.. spent.Where(s => s.Key.From + Quarter + Window > now)
                    .Select(s => new QuotaSpending(s.Key.Family, s.Key.From, s.Value))
                    .OrderBy(s => s.Family).ThenBy(s => s.From)],
                Closures = [.. closures.Values.Where(c => c.Until + ForgetAfter > now).OrderBy(c => c.Family)],
            };
        }
    }
}
