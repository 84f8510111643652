namespace Tracklake.Pipeline;

/// <summary>Told how a run goes on; for a person who watches.</summary>
public interface IRunObserver
{
    /// <summary>A task began.</summary>
    /// <param name="task">Its name.</param>
    /// <param name="total">Number of steps that it has; 0 when unknown.</param>
    void Began(string task, int total);

    /// <summary>A task got on.</summary>
    /// <param name="task">Its name.</param>
    /// <param name="done">Steps done.</param>
    /// <param name="total">Steps known so far.</param>
    /// <param name="what">What was done last.</param>
    void Advanced(string task, int done, int total, string what);

    /// <summary>A task ended.</summary>
    void Ended(TaskRecord task);
}
