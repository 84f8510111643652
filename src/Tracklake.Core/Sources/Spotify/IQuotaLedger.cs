namespace Tracklake.Sources.Spotify;

/// <summary>Where the use of Spotify's quota is kept between runs: a file here, an object on AWS.</summary>
public interface IQuotaLedger
{
    /// <summary>Reads what was kept last; an empty usage when nothing was.</summary>
    Task<QuotaUsage> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a usage in place of the one before, whole or not at all.</summary>
    Task WriteAsync(QuotaUsage usage, CancellationToken cancellationToken);
}

/// <summary>The use of Spotify's quota in the last 24 hours, and what it has closed.</summary>
public sealed record QuotaUsage
{
    /// <summary>Requests sent, by family and quarter of an hour.</summary>
    public IReadOnlyList<QuotaSpending> Spent { get; init; } = [];

    /// <summary>Families that Spotify closed, and that have not answered since.</summary>
    public IReadOnlyList<QuotaClosure> Closures { get; init; } = [];
}

/// <summary>Requests that were sent within a quarter of an hour.</summary>
/// <param name="Family">Their kind.</param>
/// <param name="From">The beginning of the quarter, UTC.</param>
/// <param name="Requests">How many.</param>
public sealed record QuotaSpending(EndpointFamily Family, DateTimeOffset From, int Requests);

/// <summary>A family that Spotify closed.</summary>
/// <param name="Family">Which.</param>
/// <param name="Until">When it may be asked again, UTC.</param>
/// <param name="Reason">A sentence: which limit, on what.</param>
public sealed record QuotaClosure(EndpointFamily Family, DateTimeOffset Until, string Reason);
