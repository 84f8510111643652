using Tracklake.Raw;

namespace Tracklake.Sources;

/// <summary>Something that can be asked for one day at a time: the simulated or the real Spotify Web API.</summary>
public interface ISource
{
    /// <summary>The name that the raw zone keeps its batches under: <c>demo</c> or <c>spotify</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Asks for everything of one day and completes its raw batch. Asked again after a kill or a deferral it goes on
    /// where it was: what was answered is not asked twice. A batch that is complete already is returned as it is.
    /// </summary>
    /// <param name="day">The data interval; a live source can only be asked for today.</param>
    /// <param name="progress">Told after each answer.</param>
    /// <param name="cancellationToken">Ends the extraction; what was answered is kept.</param>
    /// <exception cref="SourceException">The source refused for good; the message says why and what to do.</exception>
    Task<Extraction> ExtractAsync(
        DateOnly day, IProgress<ExtractionProgress>? progress, CancellationToken cancellationToken);
}

/// <summary>How far an extraction is.</summary>
/// <param name="Day">The data interval.</param>
/// <param name="Requests">Answers received so far, those kept from before included.</param>
/// <param name="Planned">Requests known so far; grows while pages are discovered.</param>
/// <param name="Bytes">Bytes of the answers.</param>
public sealed record ExtractionProgress(DateOnly Day, int Requests, int Planned, long Bytes);

/// <summary>How an extraction ended.</summary>
/// <param name="Requests">Requests that were sent over the network this time.</param>
/// <param name="Retries">Of them, those that repeated one that failed.</param>
public abstract record Extraction(int Requests, int Retries);

/// <summary>The batch is complete.</summary>
/// <param name="Batch">The batch, as the raw zone has it.</param>
/// <param name="Requests">Requests that were sent over the network this time.</param>
/// <param name="Retries">Of them, those that repeated one that failed.</param>
public sealed record Extracted(RawBatch Batch, int Requests, int Retries) : Extraction(Requests, Retries);

/// <summary>The source wants us to come back later; what was answered so far is kept.</summary>
/// <param name="Until">When to come back, UTC.</param>
/// <param name="Reason">A sentence: which limit, on what.</param>
/// <param name="Requests">Requests that were sent over the network this time.</param>
/// <param name="Retries">Of them, those that repeated one that failed.</param>
public sealed record Deferred(DateTimeOffset Until, string Reason, int Requests, int Retries)
    : Extraction(Requests, Retries);

/// <summary>A source refused for good. The message is meant for the user: what, why, and what to do next.</summary>
public sealed class SourceException : Exception
{
    /// <summary>Says what, why and what to do next.</summary>
    public SourceException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether the user's configuration is at fault (exit code 2) rather than the source (exit code 1).</summary>
    public bool IsConfiguration { get; init; }
}
