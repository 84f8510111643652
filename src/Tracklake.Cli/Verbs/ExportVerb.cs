using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.DuckDb.Queries;
using Tracklake.Models;

namespace Tracklake.Cli.Verbs;

/// <summary>Writes released tables as files.</summary>
internal static class ExportVerb
{
    private static readonly string[] Formats = ["parquet", "csv", "json"];

    public static Command Create()
    {
        var tables = new Argument<string[]>("TABLE") { Description = "Tables, such as gold.artist_stats; all gold by default.", Arity = ArgumentArity.ZeroOrMore };
        var to = new Option<string>("--to") { Description = "The folder to write to.", Required = true };
        var format = new Option<string>("--format") { Description = "parquet, csv or json.", DefaultValueFactory = _ => "parquet" };
        format.AcceptOnlyFromAmong(Formats);
        var command = new Command("export", "Write released tables as files, one a table.") { tables, to, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var release = await workspace.CurrentReleaseAsync(cancellationToken);
            var models = Chosen(parsed.GetValue(tables)!);
            var folder = Path.GetFullPath(parsed.GetValue(to)!);
            Directory.CreateDirectory(folder);
            using var released = new ReleasedTables(workspace.Lake, release, workspace.Engine);
            foreach (var model in models)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var file = Path.Combine(folder, $"{model.Name}.{parsed.GetValue(format)}");
                // The same rows in the same order, so that two exports of a release are equal.
                var sql = $"SELECT * FROM {model.QualifiedName} ORDER BY ALL";
                QueryVerb.Write(released, sql, parsed.GetValue(format)!, file);
                if (!workspace.IsJson)
                    Console.Out.WriteLine($"{file}  {release.Tables[model.QualifiedName].Rows:N0} rows");
            }
            if (workspace.IsJson)
                JsonOutput.Write(models.Select(m => new { Table = m.QualifiedName, release.Tables[m.QualifiedName].Rows }));
            return ExitCodes.Done;
        });
        return command;
    }

    private static List<Model> Chosen(string[] names) => names.Length == 0
        ? [.. AllModels.InOrder.Where(m => m.Layer == Layer.Gold)]
        : [.. names.Select(name => AllModels.Find(name)
            ?? throw new UserException($"There is no table '{name}'. 'tracklake tables' lists those that there are."))];
}
