namespace Tracklake.OpenLineage;

/// <summary>Where events go.</summary>
public interface IEventSink
{
    /// <summary>Delivers events, in order.</summary>
    /// <param name="events">Each a JSON object as UTF-8, without line feeds.</param>
    /// <param name="cancellationToken">Ends the delivery.</param>
    /// <exception cref="IOException">They could not be delivered; the message says where to and why.</exception>
    Task DeliverAsync(IReadOnlyList<byte[]> events, CancellationToken cancellationToken);
}
