using Tracklake.Models.Rendering;

namespace Tracklake.Models.Scripts;

/// <summary>
/// Trino, in the current catalog, which must be able to create, rename and drop tables. Its API refuses a semicolon.
/// NOT NULL, comments and MERGE are left out: whether a table takes them is its connector's to say.
/// </summary>
internal sealed class TrinoPlatform : Platform
{
    public override SqlRenderer Sql { get; } = new TrinoRenderer();

    public override bool ClosesStatements => false;

    public override bool HasMerge => false;

    public override IEnumerable<Statement> Session() => [];

    public override IEnumerable<Statement> CreateIfMissing(Table table) =>
    [
        new($"create_table_{NameOf(table)}",
            $"-- {table.Description}\nCREATE TABLE IF NOT EXISTS {table.QualifiedName} {Columns(table, Typed)}"),
    ];

    /// <summary>
    /// There is no replacing a table on every connector: the next one is made beside it and takes its name. Cut off
    /// anywhere, the script can begin anew.
    /// </summary>
    public override IEnumerable<Statement> Replace(Table table, Query rows)
    {
        var next = $"{table.QualifiedName}_next";
        return
        [
            new($"drop_table_{NameOf(table)}_next", $"DROP TABLE IF EXISTS {next}"),
            new($"create_table_{NameOf(table)}_next", CreateAs(next, table, rows)),
            new($"drop_table_{NameOf(table)}", $"DROP TABLE IF EXISTS {table.QualifiedName}"),
            new($"rename_table_{NameOf(table)}_next", $"ALTER TABLE {next} RENAME TO {table.QualifiedName}"),
        ];
    }

    public override IEnumerable<Statement> PrepareStage(string stage) => [];

    /// <remarks>
    /// External tables of the Hive connector. Athena takes the same tables, but in Hive's own DDL, and cannot rename
    /// one, so that it does not run this script; there the crawler makes them.
    /// </remarks>
    public override IEnumerable<Statement> FromStage(Table table, string stage) =>
    [
        new($"create_table_{NameOf(table)}",
            $"""
            -- {table.Description}
            CREATE TABLE IF NOT EXISTS {table.QualifiedName} {Columns(table, Typed)}
            WITH (
                external_location = {Sql.Quoted(Folder(stage, table) + "/")},
                format = 'PARQUET'
            )
            """),
    ];

    /// <summary>The casts give the columns their declared types: a constant text would be a VARCHAR(6).</summary>
    private string CreateAs(string name, Table table, Query rows)
    {
        var columns = table.Columns.Select(c =>
            $"    CAST({Sql.Identifier(c.Name)} AS {Sql.TypeOf(c.Type)}) AS {Sql.Identifier(c.Name)}");
        return
            $"""
            -- {table.Description}
            CREATE TABLE {name} AS
            SELECT
            {string.Join(",\n", columns)}
            FROM (
            {SqlRenderer.Indented(Sql.Render(rows))}
            ) AS q
            """;
    }
}
