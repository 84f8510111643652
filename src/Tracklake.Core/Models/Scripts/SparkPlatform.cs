using Tracklake.Models.Rendering;

namespace Tracklake.Models.Scripts;

/// <summary>
/// Spark with Delta 3 and later, and Databricks. Files have no semicolon: <c>spark.sql</c> takes one statement, and SET
/// would take a semicolon into the value.
/// </summary>
internal sealed class SparkPlatform : Platform
{
    public override SqlRenderer Sql { get; } = new SparkRenderer();

    public override bool ClosesStatements => false;

    public override bool HasMerge => true;

    public override IEnumerable<Statement> Session() =>
    [
        new("set_time_zone", "SET TIME ZONE 'UTC'"),
        // Without it an overflow is a wrong number, and a text that is no number is null.
        new("set_ansi", "SET spark.sql.ansi.enabled=true"),
    ];

    public override IEnumerable<Statement> CreateIfMissing(Table table) =>
        [new($"create_table_{NameOf(table)}", Create("CREATE TABLE IF NOT EXISTS", table))];

    public override IEnumerable<Statement> Replace(Table table, Query rows) =>
    [
        new($"create_table_{NameOf(table)}", Create("CREATE OR REPLACE TABLE", table)),
        new($"insert_into_{NameOf(table)}", Insert(table, rows)),
    ];

    public override IEnumerable<Statement> PrepareStage(string stage) => [];

    /// <remarks>
    /// An open table has its files listed once; new ones are seen after a refresh. Without the options the names of folders
    /// would become columns, of a type that the next batch's name may not have, and CSV files would be taken for Parquet.
    /// </remarks>
    public override IEnumerable<Statement> FromStage(Table table, string stage) =>
    [
        new($"create_table_{NameOf(table)}",
            $"""
            CREATE TABLE IF NOT EXISTS {table.QualifiedName} {Columns(table, TypedAndDescribed)}
            USING PARQUET
            OPTIONS (recursiveFileLookup 'true', pathGlobFilter '*.parquet')
            LOCATION {Sql.Quoted(Folder(stage, table))}
            COMMENT {Sql.Quoted(table.Description)}
            """),
        new($"refresh_table_{NameOf(table)}", $"REFRESH TABLE {table.QualifiedName}"),
    ];

    private string TypedAndDescribed(Column column) => $"{Typed(column)} COMMENT {Sql.Quoted(column.Description)}";

    private string Create(string verb, Table table)
    {
        var layout = table is Model { Materialization: ByDay byDay }
            ? $"\nPARTITIONED BY ({Sql.Identifier(byDay.Day.Name)})"
            : "";
        // Other engines read the tables, and not all of them know deletion vectors.
        return
            $"""
            {verb} {table.QualifiedName} {Columns(table, Described)}
            USING DELTA{layout}
            COMMENT {Sql.Quoted(table.Description)}
            TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')
            """;
    }
}
