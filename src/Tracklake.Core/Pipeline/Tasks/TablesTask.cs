namespace Tracklake.Pipeline.Tasks;

/// <summary>Brings the tables of an engine up to date: the task of the lakehouse and that of the warehouse.</summary>
/// <param name="scope">What the tasks share.</param>
/// <param name="name">The task.</param>
internal sealed class TablesTask(RunScope scope, string name)
{
    /// <summary>The tables after the run, and when the engine worked on each.</summary>
    public IReadOnlyList<UpdatedTable> Run(
        TableWork work, Func<IProgress<TableState>, IReadOnlyList<TableState>> update)
    {
        using var task = scope.Begin(name, work.Refreshes.Count);
        var worked = new Dictionary<string, (DateTimeOffset Began, DateTimeOffset Ended)>();
        var began = scope.Parts.Clock.GetUtcNow();
        var states = update(new ForwardedProgress<TableState>(state =>
        {
            var ended = scope.Parts.Clock.GetUtcNow();
            worked[state.Refresh.Model.QualifiedName] = (began, ended);
            began = ended;
            task.Advance(worked.Count, state.Refresh.Model.QualifiedName);
        }));
        var changed = states.Count(s => s.Refresh.Kind != RefreshKind.Unchanged);
        task.Summary = $"{changed} of {states.Count} tables, {states.Sum(s => s.Rows):N0} rows";
        return [.. states.Select(s => worked.TryGetValue(s.Refresh.Model.QualifiedName, out var times)
            ? new UpdatedTable(s, times.Began, times.Ended)
            : new UpdatedTable(s, began, began))];
    }
}
