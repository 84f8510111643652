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

    /// <remarks>Hive DDL, as Athena takes it; it quotes names with backticks, and must those that begin with an
    /// underscore.</remarks>
    public override IEnumerable<Statement> FromStage(Table table, string stage) =>
    [
        new($"create_table_{NameOf(table)}",
            $"""
            CREATE EXTERNAL TABLE IF NOT EXISTS {table.QualifiedName} {Columns(table, HiveColumn)}
            COMMENT {HiveText(table.Description)}
            STORED AS PARQUET
            LOCATION {HiveText(Folder(stage, table) + "/")}
            """),
    ];

    private static string HiveColumn(Column column) =>
        $"`{column.Name}` {HiveType(column.Type)} COMMENT {HiveText(column.Description)}";

    // Hive escapes with a backslash, where the queries of the same platform double the quote.
    private static string HiveText(string text) => "'" + text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";

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

    private static string HiveType(DataType type) => type.Kind switch
    {
        TypeKind.Boolean => "boolean",
        TypeKind.Int32 => "int",
        TypeKind.Int64 => "bigint",
        TypeKind.Decimal => $"decimal({type.Precision},{type.Scale})",
        TypeKind.Date => "date",
        TypeKind.Timestamp => "timestamp",
        TypeKind.Text => "string",
        _ => throw new ModelException($"Hive has no type for {type}."),
    };
}
