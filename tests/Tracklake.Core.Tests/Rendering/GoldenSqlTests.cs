using System.Text.RegularExpressions;
using Tracklake.Core.Tests.Docs;
using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Models.Scripts;
using Tracklake.Zones;

namespace Tracklake.Core.Tests.Rendering;

/// <summary>The SQL of each table in each dialect, as files that a person can read and compare.</summary>
public sealed partial class GoldenSqlTests
{
    private static readonly ScriptOptions Full = new();

    private static readonly ScriptOptions Staged =
        new() { Stage = "s3://bucket/spotify/processed", IsIncremental = true };

    public static TheoryData<Dialect> Each => [.. Dialects.All];

    [Theory]
    [MemberData(nameof(Each))]
    public void Each_table_has_the_SQL_that_its_model_says(Dialect dialect)
    {
        IReadOnlyList<Table> tables = [.. ProcessedTables.All, .. AllModels.InOrder];
        var full = ModelScript.Of(dialect, Full);
        var staged = ModelScript.Of(dialect, Staged);

        var golden = tables.ToDictionary(
            t => $"{t.QualifiedName}.sql",
            t => string.Join('\n', Of(t, full).Concat(Of(t, staged)).Distinct()));
        golden.Add("script.txt", $"{Names(full)}\nincremental, with a stage:\n{Names(staged)}");

        GoldenFiles.Verify($"tests/Tracklake.Core.Tests/Rendering/golden/{Dialects.NameOf(dialect)}", golden);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Every_statement_of_a_script_is_of_a_table_or_of_a_few_that_are_of_none(Dialect dialect)
    {
        string[] ofNone = ["SET ", "ALTER SESSION ", "CREATE SCHEMA ", "CREATE STAGE "];
        var files = ModelScript.Of(dialect, Full).Concat(ModelScript.Of(dialect, Staged)).ToList();
        var names = AllModels.InOrder.Concat<Table>(ProcessedTables.All).Select(t => t.QualifiedName.Replace('.', '_'))
            .Append("meta_table_counts").ToHashSet();

        Assert.All(files, file => Assert.True(
            ofNone.Any(o => file.Text.StartsWith(o, StringComparison.Ordinal))
                || file.Name.Contains("_view_meta_fresh_", StringComparison.Ordinal)
                || names.Contains(TableOf(file)),
            file.Name));
        Assert.All(files, file => Assert.Matches(@"^\d{3}_[a-z0-9_]+\.sql$", file.Name));
    }

    private static IEnumerable<string> Of(Table table, IEnumerable<ScriptFile> files) =>
        files.Where(f => TableOf(f) == table.QualifiedName.Replace('.', '_')).Select(f => f.Text);

    private static string TableOf(ScriptFile file) => TableName().Match(file.Name).Groups["table"].Value;

    private static string Names(IEnumerable<ScriptFile> files) => string.Concat(files.Select(f => f.Name + "\n"));

    [GeneratedRegex(@"(?<table>(?:processed|bronze|silver|gold|meta)_\w+?)(?:_next)?\.sql$")]
    private static partial Regex TableName();
}
