using Tracklake.Models.Rendering;

namespace Tracklake.Models.Scripts;

/// <summary>DuckDB, for trying out on one machine what the others run.</summary>
internal sealed class DuckDbPlatform : Platform
{
    public override SqlRenderer Sql { get; } = new DuckDbRenderer();

    public override bool ClosesStatements => true;

    public override bool HasMerge => true;

    public override IEnumerable<Statement> Session() => [new("set_time_zone", "SET TimeZone = 'UTC'")];

    public override IEnumerable<Statement> CreateIfMissing(Table table) =>
    [
        new($"create_table_{NameOf(table)}",
            $"CREATE TABLE IF NOT EXISTS {table.QualifiedName} {Columns(table, Constrained)}"),
    ];

    public override IEnumerable<Statement> Replace(Table table, Query rows) =>
    [
        new($"create_table_{NameOf(table)}",
            $"CREATE OR REPLACE TABLE {table.QualifiedName} {Columns(table, Constrained)}"),
        new($"comment_on_{NameOf(table)}",
            $"COMMENT ON TABLE {table.QualifiedName} IS {Sql.Quoted(table.Description)}"),
        new($"insert_into_{NameOf(table)}", Insert(table, rows)),
    ];

    public override IEnumerable<Statement> PrepareStage(string stage) => [];

    public override IEnumerable<Statement> FromStage(Table table, string stage)
    {
        var columns = table.Columns.Select(c => $"    {Sql.Identifier(c.Name)}");
        var files = Sql.Quoted($"{Folder(stage, table)}/**/*.parquet");
        return
        [
            new($"create_view_{NameOf(table)}",
                $"""
                CREATE OR REPLACE VIEW {table.QualifiedName} AS
                SELECT
                {string.Join(",\n", columns)}
                FROM read_parquet({files}, hive_partitioning = false)
                """),
        ];
    }
}
