using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.DuckDb;
using Tracklake.Models;
using Tracklake.Pipeline;
using Tracklake.Releases;

namespace Tracklake.Cli.Verbs;

/// <summary>Recomputes everything in full and compares.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var command = new Command("verify", "Compute every table anew from everything that was landed, and compare.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            using var held = workspace.Home.Lock();
            var release = await workspace.CurrentReleaseAsync(cancellationToken);
            var tables = await VerifyAsync(workspace, release, cancellationToken);
            if (workspace.IsJson)
                JsonOutput.Write(tables);
            else
                Print(release, tables);
            return tables.All(t => t.LakeIsEqual && t.RebuildIsEqual) ? ExitCodes.Done : ExitCodes.Blocked;
        });
        return command;
    }

    private static async Task<IReadOnlyList<VerifiedTable>> VerifyAsync(
        Workspace workspace, Release release, CancellationToken cancellationToken)
    {
        var applied = await new LandedBatches(workspace.Home.Store).AppliedAsync(cancellationToken);
        var plan = new RunPlan { Number = 0, At = release.At, Batches = [] };
        var work = new TableWork(plan, [], () => applied, RefreshPlan.Of(AllModels.InOrder, [], null), null);
        using var warehouse = workspace.Warehouse();
        var tables = new Verification(workspace.Lake, warehouse, workspace.Engine).Run(release, work, null, cancellationToken);
        // The rebuilt warehouse is as good as proof can make it: it takes the place of the one that was there.
        if (tables.All(t => t.RebuildIsEqual))
            warehouse.Publish(release);
        return tables;
    }

    private static void Print(Release release, IReadOnlyList<VerifiedTable> tables)
    {
        var table = new TextTable(("table", false), ("rows", true), ("files", false), ("computed in full", false));
        foreach (var verified in tables)
        {
            table.Add(
                verified.Table, $"{verified.Rows:N0}", verified.LakeIsEqual ? "equal" : "DIFFERENT",
                verified.RebuildIsEqual ? "equal" : $"DIFFERENT ({verified.RebuiltRows:N0} rows)");
        }
        table.Write();
        var wrong = tables.Count(t => !t.LakeIsEqual || !t.RebuildIsEqual);
        Console.Out.WriteLine(wrong == 0
            ? $"All {tables.Count} tables of release {release.Number} equal what computing them in full gives. The warehouse is the one "
                + "that was computed."
            : $"{wrong} of {tables.Count} tables of release {release.Number} are not what they should be. Go back with 'tracklake release "
                + "rollback', and please report this.");
    }
}
