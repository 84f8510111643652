using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Pipeline;
using Tracklake.Releases;

namespace Tracklake.Cli.Verbs;

/// <summary>Lists releases, compares them, goes back to one.</summary>
internal static class ReleaseVerb
{
    public static Command Create() => new("release", "List releases, compare them, go back to one.")
    {
        List(), Diff(), Rollback(),
    };

    private static Command List()
    {
        var command = new Command("list", "List the releases, the newest first.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var releases = new List<Release>();
            foreach (var number in (await workspace.Releases.NumbersAsync(cancellationToken)).Reverse())
                releases.Add(await workspace.Releases.ReadAsync(number, cancellationToken));
            if (workspace.IsJson)
            {
                JsonOutput.Write(releases);
                return ExitCodes.Done;
            }
            var table = new TextTable(
                ("release", true), ("published (UTC)", false), ("run", true), ("rows", true), ("batches", true), ("", false));
            foreach (var release in releases)
            {
                var note = release.Number == releases[0].Number ? "current" : "";
                if (release.RollbackTo is { } target)
                    note = $"back to {target}{(note.Length > 0 ? ", " + note : "")}";
                table.Add(
                    release.Number, release.At, release.Run, $"{release.Tables.Values.Sum(t => t.Rows):N0}",
                    release.Batches.Count, note);
            }
            table.Write();
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Diff()
    {
        var before = new Argument<long?>("BEFORE") { Description = "The older release; the one before the current by default.", Arity = ArgumentArity.ZeroOrOne };
        var after = new Argument<long?>("AFTER") { Description = "The newer release; the current one by default.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("diff", "Say which tables differ between two releases.") { before, after };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var current = await workspace.CurrentReleaseAsync(cancellationToken);
            var newer = parsed.GetValue(after) ?? current.Number;
            var older = parsed.GetValue(before) ?? newer - 1;
            if (older < 1)
                throw new UserException("There is only one release; there is nothing to compare it with.", ExitCodes.Failed);
            var differences = TableDifference.Between(
                await workspace.Releases.ReadAsync(older, cancellationToken),
                await workspace.Releases.ReadAsync(newer, cancellationToken));
            if (workspace.IsJson)
                JsonOutput.Write(differences);
            else
                Print(older, newer, differences);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(long older, long newer, IReadOnlyList<TableDifference> differences)
    {
        var changed = differences.Where(d => !d.HasSameContent || !d.HasSameDefinition).ToList();
        if (changed.Count > 0)
        {
            var table = new TextTable(
                ("table", false), ($"rows in {older}", true), ($"rows in {newer}", true), ("more", true), ("what changed", false));
            foreach (var difference in changed)
            {
                var what = difference.HasSameContent ? "definition" : difference.HasSameDefinition ? "content" : "content, definition";
                table.Add(
                    difference.Table, difference.RowsBefore is { } o ? $"{o:N0}" : null,
                    difference.RowsAfter is { } n ? $"{n:N0}" : null,
                    $"{(difference.RowsAfter ?? 0) - (difference.RowsBefore ?? 0):+#,0;-#,0;0}", what);
            }
            table.Write();
        }
        Console.Out.WriteLine($"{changed.Count} of {differences.Count} tables differ between release {older} and release {newer}.");
    }

    private static Command Rollback()
    {
        var to = new Argument<long?>("RELEASE") { Description = "The release to go back to; the one before the current by default.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("rollback", "Let readers see an earlier release again.") { to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            using var held = workspace.Home.Lock();
            var current = await workspace.CurrentReleaseAsync(cancellationToken);
            // After a rollback the one before is the one before the release that was gone back to.
            var target = parsed.GetValue(to) ?? (current.RollbackTo ?? current.Number) - 1;
            if (target < 1 || target >= current.Number)
            {
                throw new UserException(current.Number == 1
                    ? "Release 1 is the only one; there is nothing to go back to."
                    : $"There is no release {target} before the current one, {current.Number}. 'tracklake release list' lists them.");
            }
            if (await workspace.Runs.UnfinishedAsync(cancellationToken) is { } run)
                throw new UserException($"Run {run.Number} did not end. Let 'tracklake run' finish it first.", ExitCodes.Failed);

            var release = await new ReleaseRollback(workspace.Parts()).ToAsync(
                await workspace.Releases.ReadAsync(target, cancellationToken), current, cancellationToken);
            var waiting = await workspace.Ledger.HeldAsync(cancellationToken);
            if (workspace.IsJson)
                JsonOutput.Write(new { Release = release.Number, release.RollbackTo, Held = waiting.Select(b => b.ToString()) });
            else
                Console.Out.WriteLine($"Release {release.Number} has the tables of release {target}. {waiting.Count} raw batches are held "
                    + "out; 'tracklake runs clear' lets them in again with the next run.");
            return ExitCodes.Done;
        });
        return command;
    }
}
