using Tracklake.Models.Rendering;

namespace Tracklake.Models.Scripts;

/// <summary>Snowflake, in the current database. Its clients take a semicolon, and SnowSQL needs one.</summary>
internal sealed class SnowflakePlatform : Platform
{
    private const string FileFormat = "TYPE = PARQUET USE_LOGICAL_TYPE = TRUE";
    private const string Stage = "processed.landed";

    public override SqlRenderer Sql { get; } = new SnowflakeRenderer();

    public override bool ClosesStatements => true;

    public override bool HasMerge => true;

    /// <remarks>Instants are TIMESTAMP_NTZ, so that no query depends on the session.</remarks>
    public override IEnumerable<Statement> Session() => [];

    public override IEnumerable<Statement> CreateIfMissing(Table table) =>
    [
        new($"create_table_{NameOf(table)}",
            $"""
            CREATE TABLE IF NOT EXISTS {table.QualifiedName} {Columns(table, Described)}
            COMMENT = {Sql.Quoted(table.Description)}
            """),
    ];

    public override IEnumerable<Statement> Replace(Table table, Query rows) =>
    [
        new($"create_table_{NameOf(table)}",
            $"""
            CREATE OR REPLACE TABLE {table.QualifiedName} {Columns(table, Described)}
            COPY GRANTS
            COMMENT = {Sql.Quoted(table.Description)}
            """),
        new($"insert_into_{NameOf(table)}", Insert(table, rows)),
    ];

    /// <remarks>
    /// A stage that is there already, with its storage integration, stays. COPY INTO turns instants of files into local
    /// time of the session, so that session must be in UTC.
    /// </remarks>
    public override IEnumerable<Statement> PrepareStage(string stage) =>
    [
        new("set_time_zone", "ALTER SESSION SET TIMEZONE = 'UTC'"),
        new("create_stage_processed_landed",
            $"""
            CREATE STAGE IF NOT EXISTS {Stage}
            URL = {Sql.Quoted(stage.TrimEnd('/') + "/")}
            FILE_FORMAT = ({FileFormat})
            """),
    ];

    /// <remarks>A file that was loaded is not loaded again for 64 days, and bronze takes an object in once.</remarks>
    public override IEnumerable<Statement> FromStage(Table table, string stage) =>
    [
        .. CreateIfMissing(table),
        new($"copy_into_{NameOf(table)}",
            $"""
            COPY INTO {table.QualifiedName}
            FROM @{Stage}/{table.Name}/
            FILE_FORMAT = ({FileFormat})
            PATTERN = '.*[.]parquet'
            MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
            ON_ERROR = ABORT_STATEMENT
            """),
    ];
}
