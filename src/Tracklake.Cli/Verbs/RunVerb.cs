using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Models;
using Tracklake.Pipeline;
using Tracklake.Quality;
using Tracklake.Releases;

namespace Tracklake.Cli.Verbs;

/// <summary>Brings everything up to date and releases it.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var command = new Command("run", "Ask the source for what is new, bring every table up to date, check, release.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            using var held = workspace.Home.Lock();
            return await RunAsync(workspace, asksSource: true, cancellationToken);
        });
        return command;
    }

    /// <summary>Runs the pipeline and says how it went; the caller holds the home's lock.</summary>
    public static async Task<int> RunAsync(Workspace workspace, bool asksSource, CancellationToken cancellationToken)
    {
        var observer = new RunProgress(TimeProvider.System, isLive: !Console.IsErrorRedirected);
        var runner = new PipelineRunner(workspace.Parts(), observer);
        var name = asksSource ? await SourceChoice.NameAsync(workspace, cancellationToken) : null;
        IReadOnlyList<DateOnly> days = name is null ? [] : await SourceChoice.DaysAsync(workspace, name, cancellationToken);

        // A source that has been asked for all days already is not even opened.
        if (name is null || await HasAllAsync(workspace, name, days, cancellationToken))
            return Report(workspace, await runner.RunAsync(null, [], cancellationToken));

        await using var opened = await SourceChoice.OpenAsync(workspace, name, days, cancellationToken);
        return Report(workspace, await runner.RunAsync(opened.Source, days, cancellationToken));
    }

    private static async Task<bool> HasAllAsync(
        Workspace workspace, string source, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        foreach (var day in days)
        {
            if (!await workspace.Raw.HasAsync(source, $"{day:yyyy-MM-dd}", cancellationToken))
                return false;
        }
        return true;
    }

    private static int Report(Workspace workspace, PipelineOutcome outcome)
    {
        if (workspace.IsJson)
            JsonOutput.Write(new RunReport(outcome));
        else
            Print(workspace, outcome);
        return outcome switch
        {
            { Result.Outcome: RunOutcome.Blocked } => ExitCodes.Blocked,
            { Deferred: not null } => ExitCodes.Deferred,
            _ => ExitCodes.Done,
        };
    }

    private static void Print(Workspace workspace, PipelineOutcome outcome)
    {
        var say = Console.Out;
        if (outcome.Result is null && outcome.Deferred is null)
        {
            say.WriteLine(outcome.Release is { } current
                ? $"Nothing to do: release {current.Number} of {current.At:yyyy-MM-dd HH:mm} UTC is up to date."
                : "Nothing to do: there is no data yet. Import some with 'tracklake import PATH'.");
        }
        if (outcome.Result is { } result)
            PrintResult(outcome.Plan!, result, outcome.Release);
        PrintNotices(outcome.Result?.Notices ?? outcome.Release?.Notices ?? []);
        if (outcome.Deferred is { } deferred)
        {
            say.WriteLine($"Deferred until {deferred.Until:yyyy-MM-dd HH:mm:ss} UTC: {deferred.Reason} What was answered is kept; "
                + "run again then.");
        }
        if (outcome.Result is { Outcome: RunOutcome.Released })
        {
            var home = workspace.Home.Path == Path.GetFullPath(".tracklake") ? "" : $" --home {workspace.Home.Path}";
            say.WriteLine($"See it with: ./tracklake query{home} \"select * from gold.artist_stats order by total_tracks desc limit 10\"");
        }
    }

    private static void PrintResult(RunPlan plan, RunResult result, Release? release)
    {
        var table = new TextTable(
            ("records", false), ("in", true), ("rows", true), ("duplicates", true), ("quarantined", true));
        foreach (var line in result.Conservation.Where(c => c.Records > 0))
        {
            table.Add(line.Table, $"{line.Records:N0}", $"{line.Rows:N0}", $"{line.Duplicates:N0}", $"{line.Quarantined:N0}");
        }
        table.Write();
        var checks = $"{result.Checks.Count:N0} checks";
        if (result.Outcome == RunOutcome.Released)
        {
            Console.Out.WriteLine($"Run {plan.Number} released {release!.Tables.Count} tables as release {release.Number}: {checks} passed"
                + (result.Notices.Count == 0 ? "." : $", {result.Checks.Count(c => c.Failed)} warnings."));
            return;
        }
        Console.Out.WriteLine($"Run {plan.Number} is BLOCKED: {result.Blocking.Count()} of {checks} failed. Readers still see "
            + (release is null ? "nothing." : $"release {release.Number}."));
        foreach (var check in result.Blocking)
            PrintCheck(check);
    }

    /// <summary>A failed check, with whom to ask, some of the rows, and where all of them are.</summary>
    public static void PrintCheck(CheckResult check)
    {
        var owner = check.Owner.Length == 0 ? "" : $" ({check.Owner})";
        Console.Out.WriteLine($"  {(check.Severity == Severity.Error ? "✗" : "!")} {check.Subject}.{check.Check}: {check.Message}{owner}");
        foreach (var example in check.Examples)
            Console.Out.WriteLine($"      for example {example}");
        if (check.FailingRows is { } rows)
            Console.Out.WriteLine($"      all failing rows: {rows}");
    }

    public static void PrintNotices(IReadOnlyList<string> notices)
    {
        foreach (var notice in notices)
            Console.Out.WriteLine($"  ! {notice}");
    }

    /// <summary>The result of a run for machines.</summary>
    private sealed record RunReport
    {
        public RunReport(PipelineOutcome outcome)
        {
            Outcome = outcome.Result is { } result ? result.Outcome.ToString().ToLowerInvariant()
                : outcome.Deferred is null ? "nothing_to_do" : "deferred";
            Run = outcome.Plan?.Number;
            Release = outcome.Release?.Number;
            Batches = outcome.Plan?.Batches.Select(b => b.ToString()).ToList() ?? [];
            Conservation = outcome.Result?.Conservation ?? [];
            FailedChecks = outcome.Result?.Checks.Where(c => c.Failed).ToList() ?? [];
            Tasks = outcome.Result?.Tasks ?? [];
            Notices = outcome.Result?.Notices ?? outcome.Release?.Notices ?? [];
            DeferredUntil = outcome.Deferred?.Until;
            DeferredReason = outcome.Deferred?.Reason;
        }

        public string Outcome { get; }

        public long? Run { get; }

        public long? Release { get; }

        public IReadOnlyList<string> Batches { get; }

        public IReadOnlyList<Zones.Conservation> Conservation { get; }

        public IReadOnlyList<CheckResult> FailedChecks { get; }

        public IReadOnlyList<TaskRecord> Tasks { get; }

        public IReadOnlyList<string> Notices { get; }

        public DateTimeOffset? DeferredUntil { get; }

        public string? DeferredReason { get; }
    }
}
