namespace Tracklake.Pipeline.Tasks;

/// <summary>What the tasks of one call of the pipeline share.</summary>
/// <param name="parts">What the pipeline is made of.</param>
/// <param name="observer">Told how the tasks go on.</param>
internal sealed class RunScope(PipelineParts parts, IRunObserver observer)
{
    /// <summary>What the pipeline is made of.</summary>
    public PipelineParts Parts => parts;

    /// <summary>The tasks that ended, in order.</summary>
    public List<TaskRecord> Ended { get; } = [];

    /// <summary>Begins a task of so many steps; 0 when unknown.</summary>
    public TaskClock Begin(string task, int steps) => new(task, steps, parts.Clock, observer, Ended);
}
