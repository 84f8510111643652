using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Models;
using Tracklake.Pipeline;
using Tracklake.Raw;
using Tracklake.Zones;

namespace Tracklake.Cli.Verbs;

/// <summary>Says what a run would do, and does none of it.</summary>
internal static class PlanVerb
{
    public static Command Create()
    {
        var command = new Command("plan", "Say what the next run would do, and do none of it.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var plan = await OfAsync(workspace, cancellationToken);
            if (workspace.IsJson)
                JsonOutput.Write(plan);
            else
                Print(plan);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<NextRun> OfAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var unfinished = await workspace.Runs.UnfinishedAsync(cancellationToken);
        var source = await SourceChoice.NameAsync(workspace, cancellationToken);
        var days = new List<DateOnly>();
        if (source is not null && unfinished is null)
        {
            foreach (var day in await SourceChoice.DaysAsync(workspace, source, cancellationToken))
            {
                if (!await workspace.Raw.HasAsync(source, $"{day:yyyy-MM-dd}", cancellationToken))
                    days.Add(day);
            }
        }
        var waiting = unfinished is not null
            ? unfinished.Batches
            : (await workspace.Ledger.WaitingAsync(workspace.Raw, cancellationToken)).Select(b => new BatchName(b.Source, b.Name)).ToList();
        var released = await workspace.Releases.CurrentAsync(cancellationToken);
        var batches = new List<LandedBatch>(days.Select(d => Expected(source!, $"{d:yyyy-MM-dd}", d)));
        foreach (var name in waiting)
        {
            var raw = await workspace.Raw.ReadAsync(name.Source, name.Name, cancellationToken);
            batches.Add(Expected(raw.Source, raw.Name, raw.ObservedOn));
        }
        var refreshes = batches.Count == 0
            ? []
            : RefreshPlan.Of(AllModels.InOrder, batches, released).Where(r => r.Kind != RefreshKind.Unchanged);
        return new NextRun(
            source, days, unfinished?.Number, [.. waiting.Select(b => b.ToString())],
            [.. refreshes.Select(r => new NextTable(r.Model.QualifiedName, r.Kind, r.Reason, r.Days.Count))]);
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

    private static void Print(NextRun plan)
    {
        var say = Console.Out;
        if (plan.Unfinished is { } run)
            say.WriteLine($"Run {run} did not end: it is taken up again first.");
        if (plan.Days.Count > 0)
        {
            say.WriteLine($"Ask '{plan.Source}' for {plan.Days.Count} days, {plan.Days[0]:yyyy-MM-dd} to {plan.Days[^1]:yyyy-MM-dd}.");
        }
        if (plan.Waiting.Count > 0)
            say.WriteLine($"Bring in {plan.Waiting.Count} raw batches: {string.Join(", ", plan.Waiting)}.");
        if (plan.Tables.Count == 0)
        {
            say.WriteLine("Nothing to do.");
            return;
        }
        var table = new TextTable(("table", false), ("how", false), ("days", true), ("why in full", false));
        foreach (var next in plan.Tables)
        {
            table.Add(next.Table, next.Kind.ToString().ToLowerInvariant(), next.Days == 0 ? "" : next.Days, next.Reason);
        }
        table.Write();
    }

    private sealed record NextRun(
        string? Source, IReadOnlyList<DateOnly> Days, long? Unfinished, IReadOnlyList<string> Waiting,
        IReadOnlyList<NextTable> Tables);

    private sealed record NextTable(string Table, RefreshKind Kind, string Reason, int Days);
}
