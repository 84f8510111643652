using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.Landing.Bench;

/// <summary>
/// DuckDB's JSON reader with declared columns, copied to one Parquet file. <c>nested</c> declares what landing takes of
/// a record, the album as a STRUCT and the artists as a LIST: the same information, which landing additionally splits
/// into tables, deduplicates and locates. <c>flat</c> leaves artists and album out but for the album's id: less than the
/// task asks for, given as the lower bound.
/// </summary>
internal sealed class DuckDbBaseline(string folder, IReadOnlyList<string> files, bool nested)
{
    private const string Artists = "STRUCT(id VARCHAR, name VARCHAR, uri VARCHAR)[]";

    private const string NestedColumns = $$"""
        {id: 'VARCHAR', uri: 'VARCHAR', name: 'VARCHAR', disc_number: 'INTEGER', track_number: 'INTEGER',
         duration_ms: 'INTEGER', explicit: 'BOOLEAN', is_local: 'BOOLEAN', popularity: 'INTEGER',
         external_ids: 'STRUCT(isrc VARCHAR)', artists: '{{Artists}}',
         album: 'STRUCT(id VARCHAR, uri VARCHAR, name VARCHAR, album_type VARCHAR, total_tracks INTEGER,
            release_date VARCHAR, release_date_precision VARCHAR, label VARCHAR, popularity INTEGER,
            external_ids STRUCT(upc VARCHAR), artists {{Artists}})'}
        """;

    private const string FlatColumns = """
        {id: 'VARCHAR', uri: 'VARCHAR', name: 'VARCHAR', disc_number: 'INTEGER', track_number: 'INTEGER',
         duration_ms: 'INTEGER', explicit: 'BOOLEAN', is_local: 'BOOLEAN', popularity: 'INTEGER',
         external_ids: 'STRUCT(isrc VARCHAR)', album: 'STRUCT(id VARCHAR)'}
        """;

    public void Run()
    {
        var target = Path.Combine(folder, "baseline.parquet");
        File.Delete(target);
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Execute(connection, "set preserve_insertion_order = false");
        Execute(connection, string.Create(
            CultureInfo.InvariantCulture, $"set threads = {Environment.ProcessorCount}"));
        var list = string.Join(", ", files.Select(f => $"'{f}'"));
        Execute(connection, $"""
            copy (
                from read_json([{list}], format = 'newline_delimited', columns = {(nested ? NestedColumns : FlatColumns)})
            ) to '{target}' (format parquet, compression zstd, compression_level 1)
            """);
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
