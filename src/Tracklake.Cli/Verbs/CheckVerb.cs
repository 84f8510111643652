using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.DuckDb.Queries;
using Tracklake.Models;
using Tracklake.Quality;

namespace Tracklake.Cli.Verbs;

/// <summary>Checks the released tables, all rows of them; or shows what the checks of the last runs found.</summary>
internal static class CheckVerb
{
    private static readonly Option<string?> History = new("--history")
    {
        Description = "Show what the checks of the last runs found and measured, of all tables, a TABLE or a TABLE.CHECK.",
        HelpName = "TABLE[.CHECK]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<int?> Runs = new("--runs")
    {
        Description = "How many runs --history goes back; by default quality.history_runs.",
    };

    public static Command Create()
    {
        var command = new Command("check", "Run the checks of all models over the released tables.") { History, Runs };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            if (parsed.GetResult(History) is not null)
            {
                var runs = parsed.GetValue(Runs) ?? workspace.Settings.Quality.HistoryRuns;
                if (runs < 1)
                    throw new UserException($"--runs must be at least 1, not {runs}.");
                return CheckTrends.Show(
                    await workspace.Runs.LastResultsAsync(runs, cancellationToken), parsed.GetValue(History), workspace.IsJson);
            }
            return await CheckAsync(workspace, cancellationToken);
        });
        return command;
    }

    private static async Task<int> CheckAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var release = await workspace.CurrentReleaseAsync(cancellationToken);
        using var tables = new ReleasedTables(workspace.Lake, release, workspace.Engine);
        var request = new CheckRequest { Time = new CheckTime(workspace.Today), Owners = workspace.Settings.Quality.Owners };
        var results = await new FailingRowsZone(workspace.Home.Store).KeepAsync(
            FailingRowsZone.OfRelease(release.Number), tables.Check(request, cancellationToken), cancellationToken);
        if (workspace.IsJson)
            JsonOutput.Write(results);
        else
            Print(release.Number, results);
        return results.Any(r => r.Failed && r.Severity == Severity.Error) ? ExitCodes.Blocked : ExitCodes.Done;
    }

    private static void Print(long release, IReadOnlyList<CheckResult> results)
    {
        var table = new TextTable(("table", false), ("checks", true), ("passed", true), ("failed", true));
        foreach (var subject in results.GroupBy(r => r.Subject))
            table.Add(subject.Key, subject.Count(), subject.Count(r => !r.Failed), subject.Count(r => r.Failed));
        table.Write();
        foreach (var failed in results.Where(r => r.Failed))
            RunVerb.PrintCheck(failed);
        Console.Out.WriteLine($"{results.Count(r => !r.Failed)} of {results.Count} checks passed on release {release}.");
    }
}
