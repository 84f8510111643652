using System.CommandLine;
using DuckDB.NET.Data;

namespace Tracklake.Cli.Verbs.Table;

/// <summary>What the commands of <c>table</c> have in common.</summary>
internal static class TableCommand
{
    /// <summary>Gives a command its argument TABLE, and runs it over that table.</summary>
    public static Command Over(this Command command, Func<ChosenTable, ParseResult, CancellationToken, Task<int>> action)
    {
        var name = new Argument<string>("TABLE")
        {
            Description = "A table of the home, such as gold.artist_stats, or the folder of any Delta table.",
        };
        command.Arguments.Add(name);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            using var table = await ChosenTable.FindAsync(workspace, parsed.GetValue(name)!, cancellationToken);
            try
            {
                return await action(table, parsed, cancellationToken);
            }
            // The host has a better sentence for this one.
            catch (DuckDBException e) when (!e.Message.Contains("Out of Memory", StringComparison.Ordinal))
            {
                throw new UserException($"Delta table {table.Delta.Path}: {e.Message.Split('\n')[0]}", ExitCodes.Failed);
            }
        });
        return command;
    }

    /// <inheritdoc cref="Over(Command, Func{ChosenTable, ParseResult, CancellationToken, Task{int}})"/>
    public static Command Over(this Command command, Func<ChosenTable, ParseResult, int> action) =>
        command.Over((table, parsed, _) => Task.FromResult(action(table, parsed)));

    /// <summary>A number of things: <c>1 file</c>, <c>2 files</c>.</summary>
    public static string Count(long number, string thing) => number == 1 ? $"1 {thing}" : $"{number:N0} {thing}s";
}
