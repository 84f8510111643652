using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Pipeline;
using Tracklake.Raw;

namespace Tracklake.Cli.Verbs;

/// <summary>Lists runs, shows one, lets held batches in again.</summary>
internal static class RunsVerb
{
    public static Command Create() => new("runs", "List runs, show one, let held batches in again.")
    {
        List(), Show(), Clear(),
    };

    private static Command List()
    {
        var command = new Command("list", "List the runs, the newest first.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var runs = new List<(RunPlan Plan, RunResult? Result)>();
            foreach (var number in (await workspace.Runs.NumbersAsync(cancellationToken)).Reverse())
            {
                runs.Add((await workspace.Runs.PlanAsync(number, cancellationToken),
                    await workspace.Runs.ResultAsync(number, cancellationToken)));
            }
            if (workspace.IsJson)
            {
                JsonOutput.Write(runs.Select(r => new { r.Plan.Number, r.Plan.At, r.Plan.Batches, r.Result?.Outcome, r.Result?.Release }));
                return ExitCodes.Done;
            }
            var table = new TextTable(
                ("run", true), ("planned (UTC)", false), ("batches", true), ("outcome", false), ("release", true), ("seconds", true));
            foreach (var (plan, result) in runs)
            {
                table.Add(
                    plan.Number, plan.At, plan.Batches.Count, result?.Outcome.ToString().ToLowerInvariant() ?? "unfinished",
                    result?.Release, result is null ? null : $"{result.Tasks.Sum(t => t.Seconds):0.0}");
            }
            table.Write();
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var number = new Argument<long>("RUN") { Description = "The run's number." };
        var command = new Command("show", "Show what a run did and what its checks found.") { number };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var plan = await workspace.Runs.PlanAsync(parsed.GetValue(number), cancellationToken);
            var result = await workspace.Runs.ResultAsync(plan.Number, cancellationToken)
                ?? throw new UserException($"Run {plan.Number} did not end; 'tracklake run' takes it up again.", ExitCodes.Failed);
            if (workspace.IsJson)
                JsonOutput.Write(new { Plan = plan, Result = result });
            else
                Print(plan, result);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(RunPlan plan, RunResult result)
    {
        Console.Out.WriteLine($"Run {plan.Number} of {plan.At:yyyy-MM-dd HH:mm:ss} UTC: {result.Outcome.ToString().ToLowerInvariant()}"
            + (result.Release is { } release ? $" as release {release}" : ""));
        Console.Out.WriteLine($"batches: {string.Join(", ", plan.Batches)}");
        var table = new TextTable(("task", false), ("seconds", true), ("what it did", false));
        foreach (var task in result.Tasks)
            table.Add(task.Name, $"{task.Seconds:0.00}", task.Summary);
        table.Write();
        foreach (var check in result.Checks.Where(c => c.Failed))
            RunVerb.PrintCheck(check);
    }

    private static Command Clear()
    {
        var command = new Command("clear", "Let batches that a rollback holds out in again with the next run.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            using var held = workspace.Home.Lock();
            var waiting = await workspace.Ledger.HeldAsync(cancellationToken);
            // What they took the place of came back with the rollback, and goes again with them. That is noted first: cut
            // off in between, nothing is in the tables twice, and clearing again does the rest.
            var batches = new List<RawBatch>();
            foreach (var name in waiting)
                batches.Add(await workspace.Raw.ReadAsync(name.Source, name.Name, cancellationToken));
            await new BatchRemoval(workspace.Home.Store).SupersedeAsync(batches, cancellationToken);
            await workspace.Ledger.ReleaseHoldAsync(waiting, cancellationToken);
            Console.Out.WriteLine($"{waiting.Count} batches wait for the next run.");
            return ExitCodes.Done;
        });
        return command;
    }
}
