using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Tracklake.Core.Tests.Docs;
using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Models.Rendering;
using Tracklake.Models.Scripts;
using Tracklake.Zones;

namespace Tracklake.Core.Tests.Rendering;

/// <summary>Parsers that others wrote read the scripts of the engines that cannot be run here.</summary>
public sealed class SqlCheckersTests
{
    private const string Checkers = "tests/sql-checkers";

    [Fact]
    public void Parsers_of_others_find_no_fault_in_any_script()
    {
        Assert.SkipUnless(
            Directory.Exists(Repository.PathOf($"{Checkers}/node_modules/dt-sql-parser")),
            $"The SQL checkers are not installed: run 'npm ci --ignore-scripts' in {Checkers}.");
        var folder = Directory.CreateTempSubdirectory("tracklake-").FullName;
        try
        {
            Write(folder);

            var (exitCode, output) = Run("node", Repository.PathOf($"{Checkers}/check.mjs"), folder);

            TestContext.Current.TestOutputHelper?.WriteLine(output);
            Assert.True(exitCode == 0, output);
            Assert.Contains("faults: 0", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string folder)
    {
        (string Name, ScriptOptions Options)[] scripts =
        [
            ("full", new()), ("incremental", new() { IsIncremental = true }),
            ("staged", new() { Stage = "s3://bucket/processed" }),
        ];
        foreach (var dialect in Dialects.All.Where(d => d != Dialect.DuckDb))
        {
            foreach (var (name, options) in scripts)
            {
                var into = Directory.CreateDirectory(Path.Combine(folder, Dialects.NameOf(dialect), name)).FullName;
                foreach (var file in ModelScript.Of(dialect, options))
                    File.WriteAllText(Path.Combine(into, file.Name), file.Text);
            }
        }
        File.WriteAllText(Path.Combine(folder, "schema.json"), JsonSerializer.Serialize(new
        {
            tables = ProcessedTables.All.Concat<Table>(AllModels.InOrder).Append(TableCounts.Table).Select(t => new
            {
                schema = t.Layer.ToString().ToLowerInvariant(),
                name = t.Name,
                columns = t.Columns.Select(c => new { name = c.Name, type = TypeOf(c.Type) }),
            }),
        }));
    }

    private static string TypeOf(DataType type) => type.Kind switch
    {
        TypeKind.Text => "varchar",
        TypeKind.Decimal => "decimal",
        _ => type.ToString(),
    };

    private static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            Assert.Skip($"There is no {program} on the path.");
            throw;
        }
    }
}
