namespace Tracklake.Pipeline;

/// <summary>Times a task and tells the observer when it begins and ends.</summary>
internal sealed class TaskClock : IDisposable
{
    private readonly string _name;
    private readonly TimeProvider _clock;
    private readonly IRunObserver _observer;
    private readonly List<TaskRecord> _tasks;
    private readonly long _began;

    public TaskClock(string name, int total, TimeProvider clock, IRunObserver observer, List<TaskRecord> tasks)
    {
        (_name, _clock, _observer, _tasks) = (name, clock, observer, tasks);
        _began = clock.GetTimestamp();
        observer.Began(name, total);
    }

    /// <summary>What the task did; a task that has not said so when it ends has failed.</summary>
    public string? Summary { get; set; }

    public void Dispose()
    {
        var seconds = Math.Round(_clock.GetElapsedTime(_began).TotalSeconds, 3);
        var record = new TaskRecord(_name, seconds, Summary ?? "failed");
        _tasks.Add(record);
        _observer.Ended(record);
    }
}

/// <summary>Progress that is told at once, on the thread that reports it: <see cref="Progress{T}"/> would reorder.</summary>
internal sealed class ForwardedProgress<T>(Action<T> told) : IProgress<T>
{
    public void Report(T value) => told(value);
}
