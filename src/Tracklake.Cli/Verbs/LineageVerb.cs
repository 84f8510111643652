using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Lineage;
using Tracklake.Models;
using Tracklake.Zones;

namespace Tracklake.Cli.Verbs;

/// <summary>Says what a column follows from, or what follows from it; from the definitions alone.</summary>
internal static class LineageVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("TABLE[.COLUMN]")
        {
            Description = "A table or a column of it, such as gold.artist_stats.avg_popularity or "
                + " processed.tracks.explicit.",
        };
        var downstream = new Option<bool>("--downstream")
        {
            Description = "What depends on it, instead of what it depends on.",
        };
        var command = new Command(
            "lineage", "Say what a column follows from, down to the fields of the responses, or what depends on it.")
        {
            name, downstream,
        };
        command.SetAction(parsed =>
        {
            var lineage = ColumnLineage.OfAllModels;
            var trees = Asked(parsed.GetValue(name)!)
                .Select(c => parsed.GetValue(downstream)
                    ? LineageTree.Downstream(lineage, c)
                    : LineageTree.Upstream(lineage, c))
                .ToList();
            if (parsed.GetValue(CommonOptions.Json))
                JsonOutput.Write(trees);
            else
                LineageText.Write(trees);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The columns that are meant by the name of a table or of a column.</summary>
    private static IReadOnlyList<ColumnAddress> Asked(string asked)
    {
        if (Find(asked) is { } whole)
            return [.. whole.Columns.Select(c => new ColumnAddress(whole, c.Name))];
        var dot = asked.LastIndexOf('.');
        var table = dot < 0 ? null : Find(asked[..dot]);
        if (table is null)
        {
            // Of gold.nope the table is meant, of gold.nope.column the column's.
            throw new UserException($"There is no table '{(asked.Count(c => c == '.') < 2 ? asked : asked[..dot])}'. "
                + "'tracklake tables' lists those that "
                + $"there are; below them are {string.Join(", ", ProcessedTables.All)}.");
        }
        var column = asked[(dot + 1)..];
        if (column == ColumnAddress.RowsMark)
            return [ColumnAddress.RowsOf(table)];
        var found = table.Columns.FirstOrDefault(c => string.Equals(c.Name, column, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserException($"{table} has no column '{column}'; it has "
                + $"{string.Join(", ", table.Columns.Select(c => c.Name))}.");
        return [new ColumnAddress(table, found.Name)];
    }

    private static Models.Table? Find(string name) => (Models.Table?)AllModels.Find(name)
        ?? ProcessedTables.All.FirstOrDefault(t =>
            string.Equals(t.QualifiedName, name, StringComparison.OrdinalIgnoreCase));
}
