using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Models;

namespace Tracklake.Cli.Verbs;

/// <summary>Says what a table is.</summary>
internal static class DescribeVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("TABLE") { Description = "A table, such as gold.artist_stats." };
        var command = new Command("describe", "Say what a table is: its columns, keys, sources and checks.") { name };
        command.SetAction(parsed =>
        {
            using var workspace = Workspace.Open(parsed);
            var asked = parsed.GetValue(name)!;
            var model = AllModels.Find(asked)
                ?? throw new UserException($"There is no table '{asked}'. 'tracklake tables' lists those that there are.");
            if (workspace.IsJson)
                PrintJson(model);
            else
                Print(model);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(Model model)
    {
        Screen.WriteLine($"{model.QualifiedName}: {model.Description}");
        Screen.WriteLine($"computed from {string.Join(", ", model.Reads.Select(r => r.QualifiedName))}");
        var table = new TextTable(("column", false), ("type", false), ("null", false), ("key", false), ("what it says", false));
        foreach (var column in model.Columns)
        {
            var isKey = model.Keys.Any(k => k.Name == column.Name);
            table.Add(column.Name, column.Type.ToString(), column.Nullable ? "yes" : "no", isKey ? "key" : "", column.Description);
        }
        table.Write();
        if (model.Checks.Count > 0)
            Screen.WriteLine($"checks: {string.Join(", ", model.Checks.Select(c => c.Name))}");
    }

    private static void PrintJson(Model model) => JsonOutput.Write(new
    {
        Table = model.QualifiedName,
        model.Description,
        Reads = model.Reads.Select(r => r.QualifiedName),
        Keys = model.Keys.Select(k => k.Name),
        Columns = model.Columns.Select(c => new { c.Name, Type = c.Type.ToString(), c.Nullable, c.Description }),
        Checks = model.Checks.Select(c => new { c.Name, c.Severity }),
    });
}
