using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using Tracklake.Cli.Terminal;
using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Models.Scripts;
using Tracklake.Models.Validation;

namespace Tracklake.Cli.Verbs;

/// <summary>Renders the models as SQL of a platform.</summary>
internal static partial class ModelsVerb
{
    public static Command Create() => new("models", "Write the models as SQL of DuckDB, Spark, Snowflake or Trino.")
    {
        Render(),
    };

    private static Command Render()
    {
        var dialect = new Option<string>("--dialect")
        {
            Description = "duckdb, spark, snowflake or trino.",
            Required = true,
        };
        dialect.AcceptOnlyFromAmong([.. Dialects.All.Select(Dialects.NameOf)]);
        var to = new Option<string?>("--out")
        {
            Description = "The folder to write to, a statement a file; else all to stdout.",
        };
        var stage = new Option<string?>("--stage")
        {
            Description = "Where the landed Parquet is, such as s3://bucket/spotify/processed; "
                + "else processed tables are made empty.",
        };
        var incremental = new Option<bool>("--incremental")
        {
            Description = "Take in what is new by MERGE, where the platform can, instead of computing tables in full.",
        };
        var command = new Command("render", "Write DDL and statements, one a file, to be run in order.")
        {
            dialect, to, stage, incremental,
        };
        command.SetAction(parsed =>
        {
            ModelValidation.Require(AllModels.InOrder);
            var options = new ScriptOptions
            {
                Stage = Checked(parsed.GetValue(stage)),
                IsIncremental = parsed.GetValue(incremental),
            };
            var files = ModelScript.Of(Dialects.Find(parsed.GetValue(dialect)!)!.Value, options);
            var isJson = parsed.GetValue(CommonOptions.Json);
            if (parsed.GetValue(to) is { } folder)
                Write(files, Path.GetFullPath(folder), isJson);
            else if (isJson)
                JsonOutput.Write(files);
            else
                Print(files);
            return ExitCodes.Done;
        });
        return command;
    }

    private static string? Checked(string? stage) => stage is null || StageAddress().IsMatch(stage)
        ? stage
        : throw new UserException(
            $"--stage '{stage}' is neither a folder nor an address such as s3://bucket/spotify/processed.");

    /// <summary>As one text that a shell's client can run: each statement is closed, whatever its file has.</summary>
    private static void Print(IReadOnlyList<ScriptFile> files)
    {
        foreach (var file in files)
            Console.Out.Write($"-- {file.Name}\n{file.Text.TrimEnd('\n').TrimEnd(';')};\n\n");
    }

    private static void Write(IReadOnlyList<ScriptFile> files, string folder, bool isJson)
    {
        Directory.CreateDirectory(folder);
        // What an earlier rendering left would be run with these.
        foreach (var earlier in Directory.GetFiles(folder).Where(f => NumberedFile().IsMatch(Path.GetFileName(f))))
            File.Delete(earlier);
        foreach (var file in files)
            File.WriteAllText(Path.Combine(folder, file.Name), file.Text, new UTF8Encoding(false));
        if (isJson)
            JsonOutput.Write(files.Select(f => Path.Combine(folder, f.Name)));
        else
            Console.Out.WriteLine($"{files.Count} statements in {folder}, to be run in the order of their names.");
    }

    [GeneratedRegex(@"^\d{3}_[a-z0-9_]+\.sql$")]
    private static partial Regex NumberedFile();

    [GeneratedRegex(@"^[^\s'""\\][^'""\\\p{C}]*$")]
    private static partial Regex StageAddress();
}
