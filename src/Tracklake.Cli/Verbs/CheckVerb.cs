using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.DuckDb.Queries;
using Tracklake.Models;
using Tracklake.Quality;

namespace Tracklake.Cli.Verbs;

/// <summary>Checks the released tables, all rows of them.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var command = new Command("check", "Run the checks of all models over the released tables.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var release = await workspace.CurrentReleaseAsync(cancellationToken);
            using var tables = new ReleasedTables(workspace.Lake, release, workspace.Engine);
            var results = tables.Check(cancellationToken);
            if (workspace.IsJson)
                JsonOutput.Write(results);
            else
                Print(release.Number, results);
            return results.Any(r => r.Failed && r.Severity == Severity.Error) ? ExitCodes.Blocked : ExitCodes.Done;
        });
        return command;
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
