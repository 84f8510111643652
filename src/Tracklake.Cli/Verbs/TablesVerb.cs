using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Models;

namespace Tracklake.Cli.Verbs;

/// <summary>Lists the released tables.</summary>
internal static class TablesVerb
{
    public static Command Create()
    {
        var command = new Command("tables", "List the released tables.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var release = await workspace.CurrentReleaseAsync(cancellationToken);
            var tables = AllModels.InOrder
                .Where(m => release.Tables.ContainsKey(m.QualifiedName))
                .Select(m => (Model: m, Released: release.Tables[m.QualifiedName]))
                .ToList();
            if (workspace.IsJson)
            {
                JsonOutput.Write(tables.Select(t => new
                {
                    Table = t.Model.QualifiedName,
                    t.Released.Rows,
                    t.Released.Version,
                    t.Released.Checksum,
                    t.Model.Description,
                }));
                return ExitCodes.Done;
            }
            var table = new TextTable(("table", false), ("rows", true), ("version", true), ("what a row is", false));
            foreach (var (model, released) in tables)
                table.Add(model.QualifiedName, $"{released.Rows:N0}", released.Version, model.Description);
            table.Write();
            Console.Out.WriteLine($"{tables.Count} tables of release {release.Number}, {release.At:yyyy-MM-dd HH:mm} UTC");
            return ExitCodes.Done;
        });
        return command;
    }
}
