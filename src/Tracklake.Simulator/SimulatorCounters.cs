using System.Collections.Concurrent;
using Tracklake.Simulator.Faults;

namespace Tracklake.Simulator;

/// <summary>What a server has been asked and what went wrong by order; safe to read while it works.</summary>
public sealed class SimulatorCounters
{
    private readonly ConcurrentDictionary<string, long> _endpoints = new();
    private readonly long[] _faults = new long[Enum.GetValues<FaultKind>().Length];
    private long _requests;
    private long _tokens;
    private long _notModified;
    private long _tooEarly;

    /// <summary>All requests, those for tokens included.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>The tokens issued.</summary>
    public long TokensIssued => Interlocked.Read(ref _tokens);

    /// <summary>The answers 304.</summary>
    public long NotModified => Interlocked.Read(ref _notModified);

    /// <summary>
    /// API requests that came although a Retry-After of at most a minute, by the server's clock, had not yet passed:
    /// 0 for a client whose workers share one gate and had no other request under way.
    /// </summary>
    public long RequestsBeforeRetryAfter => Interlocked.Read(ref _tooEarly);

    /// <summary>Requests by endpoint, as in <c>artists/{id}/albums</c>.</summary>
    public IReadOnlyDictionary<string, long> RequestsByEndpoint => _endpoints;

    /// <summary>The faults injected, by kind; kinds that did not occur are missing.</summary>
    public IReadOnlyDictionary<FaultKind, long> Faults =>
        Enum.GetValues<FaultKind>().Where(kind => FaultsOf(kind) > 0).ToDictionary(kind => kind, FaultsOf);

    /// <summary>All faults injected.</summary>
    public long TotalFaults => Enum.GetValues<FaultKind>().Sum(FaultsOf);

    /// <summary>The faults injected of one kind.</summary>
    public long FaultsOf(FaultKind kind) => Interlocked.Read(ref _faults[(int)kind]);

    internal void Count(FaultKind kind) => Interlocked.Increment(ref _faults[(int)kind]);

    internal void CountRequest(string endpoint)
    {
        Interlocked.Increment(ref _requests);
        _endpoints.AddOrUpdate(endpoint, 1, static (_, count) => count + 1);
    }

    internal void CountToken() => Interlocked.Increment(ref _tokens);

    internal void CountNotModified() => Interlocked.Increment(ref _notModified);

    internal void CountTooEarly() => Interlocked.Increment(ref _tooEarly);
}
