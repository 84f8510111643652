namespace Tracklake.Pipeline.Tasks;

/// <summary>Times a task and tells the observer how it goes on.</summary>
internal sealed class TaskClock : IDisposable
{
    private readonly string _name;
    private readonly int _total;
    private readonly TimeProvider _clock;
    private readonly IRunObserver _observer;
    private readonly List<TaskRecord> _ended;
    private readonly long _began;

    public TaskClock(string name, int total, TimeProvider clock, IRunObserver observer, List<TaskRecord> ended)
    {
        (_name, _total, _clock, _observer, _ended) = (name, total, clock, observer, ended);
        _began = clock.GetTimestamp();
        observer.Began(name, total);
    }

    /// <summary>What the task did; a task that has not said so when it ends has failed.</summary>
    public string? Summary { get; set; }

    /// <summary>The task got on.</summary>
    public void Advance(int done, string what) => _observer.Advanced(_name, done, _total, what);

    public void Dispose()
    {
        var seconds = Math.Round(_clock.GetElapsedTime(_began).TotalSeconds, 3);
        var record = new TaskRecord(_name, seconds, Summary ?? "failed");
        _ended.Add(record);
        _observer.Ended(record);
    }
}

/// <summary>Progress that is told at once, on the thread that reports it: <see cref="Progress{T}"/> would reorder.</summary>
internal sealed class ForwardedProgress<T>(Action<T> told) : IProgress<T>
{
    public void Report(T value) => told(value);
}
