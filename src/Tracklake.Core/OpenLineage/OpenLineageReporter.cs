using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracklake.Pipeline;

namespace Tracklake.OpenLineage;

/// <summary>
/// Tells of runs in OpenLineage's events. What cannot be delivered is lost: the run goes on, and a person is told once.
/// </summary>
/// <param name="sinks">Where the events go.</param>
/// <param name="jobs">The namespace of jobs and datasets.</param>
/// <param name="clock">Says when.</param>
/// <param name="warn">Told what could not be delivered, once a sink.</param>
public sealed class OpenLineageReporter(
    IReadOnlyList<IEventSink> sinks, string jobs, TimeProvider clock, Action<string> warn) : IRunEvents
{
    // Expressions and descriptions stay readable in the file; what JSON itself asks for is escaped.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RunEvents _events = new(jobs);
    private readonly HashSet<IEventSink> _unreachable = [];

    /// <inheritdoc/>
    public Task BeganAsync(RunPlan plan, CancellationToken cancellationToken) =>
        DeliverAsync(_events.Began(plan, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task EndedAsync(RunReport report, CancellationToken cancellationToken) =>
        DeliverAsync(_events.Ended(report, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task FailedAsync(RunPlan plan, string message, CancellationToken cancellationToken) =>
        DeliverAsync(_events.Failed(plan, message, clock.GetUtcNow()), cancellationToken);

    private async Task DeliverAsync(IReadOnlyList<JsonObject> events, CancellationToken cancellationToken)
    {
        var bodies = events.Select(Serialized).ToList();
        foreach (var sink in sinks.Where(s => !_unreachable.Contains(s)))
        {
            try
            {
                await sink.DeliverAsync(bodies, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                _unreachable.Add(sink);
                warn($"OpenLineage events were not delivered: {e.Message} "
                    + "The run is not affected; events of this run are lost there.");
            }
        }
    }

    private static byte[] Serialized(JsonObject content)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
            content.WriteTo(json);
        return stream.ToArray();
    }
}
