using Tracklake.Cli.Configuration;
using Tracklake.OpenLineage;
using Tracklake.Pipeline;

namespace Tracklake.Cli;

/// <summary>Decides who is told of runs.</summary>
internal static class RunEventsChoice
{
    private const string ApiKey = "TRACKLAKE_OPENLINEAGE_API_KEY";

    // A run waits for its listeners; one that does not answer is not asked again in the run.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>OpenLineage events to what is configured; null where nothing is.</summary>
    public static IRunEvents? Of(OpenLineageSettings settings, Home home, TimeProvider clock)
    {
        var sinks = new List<IEventSink>();
        if (settings.File.Length > 0)
            sinks.Add(new EventFile(Path.Combine(home.Path, settings.File)));
        if (settings.Url.Length > 0)
        {
            var key = Environment.GetEnvironmentVariable(ApiKey) is { Length: > 0 } set ? set : null;
            sinks.Add(new EventEndpoint(new HttpClient { Timeout = LongestWait }, new Uri(settings.Url), key));
        }
        return sinks.Count == 0
            ? null
            : new OpenLineageReporter(
                sinks, settings.Namespace, clock, warning => Console.Error.WriteLine($"tracklake: {warning}"));
    }
}
