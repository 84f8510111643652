using Tracklake.Raw;

namespace Tracklake.Zones;

/// <summary>Lands raw batches: raw -> processed -> transformed; bad records to quarantine.</summary>
public interface ILander
{
    /// <summary>Lands a batch, or returns what was landed of it before.</summary>
    /// <exception cref="InvalidDataException">A raw object is not what was written; nothing of the batch is landed.
    /// </exception>
    Task<LandedBatch> LandAsync(RawBatch batch, CancellationToken cancellationToken);
}
