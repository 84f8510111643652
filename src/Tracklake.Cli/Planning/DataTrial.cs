using Tracklake.Cli.Terminal;
using Tracklake.DuckDb.Planning;
using Tracklake.Landing;
using Tracklake.Models;
using Tracklake.Pipeline;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Cli.Planning;

/// <summary>What changed models and waiting batches would do to the rows of the current release.</summary>
/// <param name="Release">The release that is compared with.</param>
/// <param name="Batches">The batches that are brought in besides.</param>
/// <param name="Tables">The tables that something touches.</param>
internal sealed record DataTrial(long Release, IReadOnlyList<string> Batches, IReadOnlyList<TableChange> Tables)
{
    /// <summary>Lands what waits aside, computes beside the release and compares; nothing of the home is
    /// written.</summary>
    /// <param name="workspace">The home.</param>
    /// <param name="only">The only table to compare; null for all.</param>
    /// <param name="cancellationToken">Ends the trial.</param>
    public static async Task<DataTrial> OfAsync(Workspace workspace, Model? only, CancellationToken cancellationToken)
    {
        var release = await workspace.CurrentReleaseAsync(cancellationToken);
        var home = workspace.Home.Store;
        var aside = new FolderObjectStore(Path.Combine(workspace.Home.Temporary, "landed"));
        var lander = new Lander(new OverlayObjectStore(aside, home), new LandingOptions());
        var batches = new List<LandedBatch>();
        foreach (var raw in await NextRun.WaitingAsync(workspace, cancellationToken))
            batches.Add(await lander.LandAsync(raw, cancellationToken));

        var applied = await new LandedBatches(home).AppliedAsync(cancellationToken);
        var trial = new Trial(AllModels.InOrder, release, batches, () => [.. applied.Select(a => a.Batch)]);
        var tables = new DataPlan(
            workspace.Lake, workspace.Engine,
            key => File.Exists(aside.PathOf(key)) ? aside.PathOf(key) : home.PathOf(key))
            .Run(trial, only, cancellationToken);
        return new DataTrial(release.Number, [.. batches.Select(b => $"{b.Source}/{b.Name}")], tables);
    }

    /// <summary>Says what would change, a table a section.</summary>
    public void Print()
    {
        var say = Console.Out;
        var besides = Batches.Count == 0 ? "" : $" and {Batches.Count} waiting batches";
        say.WriteLine($"The models as they are now{besides}, beside release {Release}; nothing was written.");
        if (Tables.Count == 0)
        {
            say.WriteLine("No table would change.");
            return;
        }
        var table = new TextTable(
            ("table", false), ("rows before", true), ("rows after", true), ("added", true), ("removed", true),
            ("changed", true));
        foreach (var change in Tables)
        {
            table.Add(
                change.Table, change.RowsBefore is { } before
                    ? $"{before:N0}"
                    : "new", $"{change.RowsAfter:N0}", $"{change.Added:N0}",
                $"{change.Removed:N0}", $"{change.Changed:N0}");
        }
        table.Write();
        foreach (var change in Tables.Where(t => !t.IsNone && t.RowsBefore is not null))
            Print(change);
    }

    private static void Print(TableChange change)
    {
        var say = Console.Out;
        string[] lines =
        [
            .. Line("columns added", change.NewColumns), .. Line("columns gone", change.GoneColumns),
            .. Line("rows added, such as", change.AddedKeys), .. Line("rows removed, such as", change.RemovedKeys),
        ];
        if (lines.Length == 0 && change.Columns.Count == 0)
            return;
        say.WriteLine(change.Table);
        foreach (var line in lines)
            say.WriteLine(line);
        if (change.Columns.Count == 0)
            return;
        var table = new TextTable(
            ("column", false), ("values that differ", true), ("such as", false), ("before", false), ("after", false));
        foreach (var column in change.Columns)
        {
            foreach (var (example, index) in column.Examples.Select((e, i) => (e, i)))
            {
                table.Add(index == 0 ? column.Column : "", index == 0 ? $"{column.Differing:N0}" : "", example.Key,
                    example.Before, example.After);
            }
        }
        table.Write();
    }

    private static IEnumerable<string> Line(string what, IReadOnlyList<string> names) =>
        names.Count == 0 ? [] : [$"  {what}: {string.Join("; ", names)}"];
}
