using System.CommandLine;
using System.Globalization;
using Tracklake.Cli.Terminal;
using Tracklake.Pipeline;
using Tracklake.Raw;

namespace Tracklake.Cli.Verbs;

/// <summary>Takes data away for good, from every layer.</summary>
internal static class PurgeVerb
{
    private static readonly Option<string?> Before = new("--before") { Description = "Take batches of days before this one (yyyy-MM-dd)." };
    private static readonly Option<string?> Source = new("--source") { Description = "Take batches of this source only." };
    private static readonly Option<string?> Batch = new("--batch") { Description = "Take this batch only, as SOURCE/NAME." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be taken, and take nothing." };

    public static Command Create()
    {
        var command = new Command(
            "purge", "Take data away for good: raw, files, tables with their history, warehouse, releases.")
        {
            Before, Source, Batch, DryRun,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            using var held = workspace.Home.Lock();
            if (await workspace.Runs.UnfinishedAsync(cancellationToken) is { FromScratch: false } run)
                throw new UserException($"Run {run.Number} did not end. Let 'tracklake run' finish it first.", ExitCodes.Failed);
            var selection = SelectionOf(parsed, workspace);
            var purge = new Purge(workspace.Parts(), new RunProgress(TimeProvider.System, isLive: !Console.IsErrorRedirected));
            var batches = await purge.SelectAsync(selection, cancellationToken);
            if (!parsed.GetValue(DryRun))
            {
                workspace.Home.DeleteUnfinishedDays(selection.Source);
                var outcome = await purge.RunAsync(batches, cancellationToken);
                if (outcome is { Result.Outcome: RunOutcome.Blocked })
                {
                    Console.Error.WriteLine("tracklake: the raw data is gone, but the tables computed without it did not pass their checks; "
                        + "see 'tracklake runs show', then purge again.");
                    return ExitCodes.Blocked;
                }
            }
            Print(workspace, batches, parsed.GetValue(DryRun));
            return ExitCodes.Done;
        });
        return command;
    }

    private static PurgeSelection SelectionOf(ParseResult parsed, Workspace workspace)
    {
        var before = parsed.GetValue(Before) is { } text ? DayOf(text) : (DateOnly?)null;
        var batch = parsed.GetValue(Batch) is { } name ? BatchOf(name) : null;
        var source = parsed.GetValue(Source);
        if (before is null && batch is null && source is null)
        {
            if (workspace.Settings.RetentionDays == 0)
                throw new UserException("Say what to purge: --before DAY, --source NAME or --batch SOURCE/NAME; or set retention_days.");
            before = workspace.Today.AddDays(-workspace.Settings.RetentionDays);
        }
        return new PurgeSelection(before, source, batch);
    }

    private static DateOnly DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new UserException($"--before must be a day such as 2026-11-22, not '{text}'.");

    private static BatchName BatchOf(string text) => text.Contains('/')
        ? BatchName.Parse(text)
        : throw new UserException($"--batch must be SOURCE/NAME such as demo/2026-11-22, not '{text}'.");

    private static void Print(Workspace workspace, IReadOnlyList<RawBatch> batches, bool isDryRun)
    {
        var names = batches.Select(b => $"{b.Source}/{b.Name}").ToList();
        if (workspace.IsJson)
        {
            JsonOutput.Write(new { DryRun = isDryRun, Batches = names });
            return;
        }
        foreach (var name in names)
            Console.Out.WriteLine($"  {name}");
        Console.Out.WriteLine(isDryRun
            ? $"{names.Count} batches would be purged from every layer."
            : $"{names.Count} batches are purged from every layer; earlier releases and versions are gone with them.");
    }
}
