using Tracklake.DuckDb.Planning;
using Tracklake.Models;
using Tracklake.Models.Validation;
using Tracklake.Pipeline;
using Tracklake.Pipeline.Planning;
using Tracklake.Raw;
using Tracklake.Releases;
using Tracklake.Zones;

namespace Tracklake.Cli.Planning;

/// <summary>What the next run would do.</summary>
/// <param name="Source">The source that is asked; null for none.</param>
/// <param name="Days">The days that it is asked for.</param>
/// <param name="Unfinished">The run that is taken up; null when none is.</param>
/// <param name="Waiting">The raw batches that are brought in.</param>
/// <param name="Replaced">The raw batches that are taken out, because others took their place.</param>
/// <param name="Release">The current release; null before the first.</param>
/// <param name="Models">The models that are not as the release has them.</param>
/// <param name="Tables">What is done to the tables that are touched.</param>
internal sealed record NextRun(
    string? Source, IReadOnlyList<DateOnly> Days, long? Unfinished, IReadOnlyList<string> Waiting,
    IReadOnlyList<string> Replaced, long? Release, IReadOnlyList<ModelChange> Models, IReadOnlyList<PlannedTable> Tables)
{
    /// <summary>Whether a run would bring anything in; changed models alone do not start one.</summary>
    public bool HasData => Days.Count + Waiting.Count + Replaced.Count > 0 || Unfinished is not null;

    /// <summary>Looks at the home and does nothing to it.</summary>
    public static async Task<NextRun> OfAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var models = AllModels.InOrder;
        ModelValidation.Require(models);
        var unfinished = await workspace.Runs.UnfinishedAsync(cancellationToken);
        var source = await SourceChoice.NameAsync(workspace, cancellationToken);
        var days = unfinished is null && source is not null ? await LackingAsync(
            workspace, source, cancellationToken) : [];
        var waiting = await WaitingAsync(workspace, cancellationToken);
        var current = await workspace.Releases.CurrentAsync(cancellationToken);
        var released = unfinished?.FromScratch == true ? null : current;

        var zones = new LandedBatches(workspace.Home.Store);
        var landed = new HashSet<LandedBatch>();
        var batches = new List<LandedBatch>(days.Select(d => Expected(source!, $"{d:yyyy-MM-dd}", d)));
        foreach (var raw in waiting)
        {
            var found = await zones.FindAsync(new BatchName(raw.Source, raw.Name), cancellationToken);
            if (found is not null)
                landed.Add(found);
            batches.Add(found ?? Expected(raw.Source, raw.Name, raw.ObservedOn));
        }
        var removed = await zones.ReadAsync(
            unfinished?.Removed ?? await workspace.Ledger.ReplacedAsync(cancellationToken), cancellationToken);
        var changes = await new ModelComparison(new DefinitionLog(workspace.Home.Store))
            .CompareAsync(models, released, cancellationToken);
        var hasWork = batches.Count > 0 || removed.Count > 0 || unfinished is not null || (
            released is not null && changes.Any(c => c.Kind != ChangeKind.Same));
        var forecast = new RefreshForecast(
            batches, landed.Contains, released, new ReleasedSizes(workspace.Lake, released).Of);
        var refreshes = hasWork ? RefreshPlan.Of(models, batches, released, removed)
            .Where(r => r.Kind != RefreshKind.Unchanged) : [];
        return new NextRun(
            source, days, unfinished?.Number, [.. waiting.Select(b => $"{b.Source}/{b.Name}")],
            [.. removed.Select(b => $"{b.Source}/{b.Name}")], current?.Number,
            [.. changes.Where(c => c.Kind != ChangeKind.Same)], [.. refreshes.Select(forecast.Of)]);
    }

    /// <summary>The raw batches that the next run brings in; those of a run that did not end are its own.</summary>
    public static async Task<IReadOnlyList<RawBatch>> WaitingAsync(
        Workspace workspace, CancellationToken cancellationToken)
    {
        if (await workspace.Runs.UnfinishedAsync(cancellationToken) is not { } unfinished)
            return await workspace.Ledger.WaitingAsync(workspace.Raw, cancellationToken);
        var batches = new List<RawBatch>();
        foreach (var name in unfinished.Batches)
            batches.Add(await workspace.Raw.ReadAsync(name.Source, name.Name, cancellationToken));
        return batches;
    }

    private static async Task<IReadOnlyList<DateOnly>> LackingAsync(
        Workspace workspace, string source, CancellationToken cancellationToken)
    {
        var lacking = new List<DateOnly>();
        foreach (var day in await SourceChoice.DaysAsync(workspace, source, cancellationToken))
        {
            if (!await workspace.Raw.HasAsync(source, $"{day:yyyy-MM-dd}", cancellationToken))
                lacking.Add(day);
        }
        return lacking;
    }

    /// <summary>What landing will probably give: which tables have rows is known only when it has been done.</summary>
    private static LandedBatch Expected(string source, string name, DateOnly day) => new()
    {
        Source = source,
        Name = name,
        ObservedOn = day,
        Conservation = [],
        Files = [.. ProcessedTables.All
            .Where(t => t is ProcessedPlays == (source == "history"))
            .Select(t => new LandedFile(LandedKeys.Processed, t.Name, "", 1, 0))],
    };
}
