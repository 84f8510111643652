using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Delta;

namespace Tracklake.Cli.Verbs.Table;

/// <summary>Puts a table's small files together.</summary>
internal static class OptimizeVerb
{
    public static Command Create()
    {
        var orderBy = new Option<string?>("--order-by")
        {
            Description = "Sort all rows by these columns, such as a,b, so that readers find them in few files.",
        };
        var command = new Command("optimize", "Put a table's small files together; the rows stay as they are.") { orderBy };
        return command.Over(async (table, parsed, cancellationToken) =>
        {
            using var held = await table.LockAsync(cancellationToken);
            var columns = parsed.GetValue(orderBy)?.Split(',', StringSplitOptions.TrimEntries) ?? [];
            if (columns.Contains(""))
                throw new UserException("--order-by must be columns such as a,b.");
            var commit = table.Delta.Optimize(table.Session.Connection, new DeltaOptimize { OrderBy = columns });
            if (table.IsJson)
                JsonOutput.Write(new { commit.Version, commit.Skipped, commit.FilesAdded, commit.FilesRemoved, commit.BytesAdded });
            else
                Print(table, commit);
            if (!commit.Skipped)
                table.WarnUnreleased();
            return ExitCodes.Done;
        });
    }

    private static void Print(ChosenTable table, DeltaCommit commit) => Console.Out.WriteLine(commit.Skipped
        ? $"There is nothing to gain: {table.Name} stays at version {commit.Version}."
        : $"{table.Name} is at version {commit.Version}: {TableCommand.Count(commit.FilesRemoved, "file")} became "
            + $"{commit.FilesAdded:N0} of {commit.BytesAdded:N0} bytes. 'tracklake table vacuum' deletes the old ones when their time has come.");
}
