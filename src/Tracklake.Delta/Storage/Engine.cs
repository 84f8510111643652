using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>The library's own DuckDB, for checkpoints and footers; one a process, made when it is first needed.</summary>
internal static class Engine
{
    private static readonly Lazy<DuckDBConnection> Root = new(() =>
    {
        // Never the caller's settings, no extension from outside, nothing spilled into the working folder.
        var connection = new DuckDBConnection(
            "Data Source=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false;"
            + "allow_community_extensions=false;memory_limit=1GB;temp_directory=");
        connection.Open();
        Execute(connection, "SET GLOBAL TimeZone = 'UTC'");
        return connection;
    });

    /// <summary>A connection of the caller's own; connections are not shared between threads.</summary>
    public static DuckDBConnection Connect()
    {
        lock (Root)
        {
            var connection = Root.Value.Duplicate();
            connection.Open();
            return connection;
        }
    }

    public static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static List<T> Query<T>(DuckDBConnection connection, string sql, Func<DuckDBDataReader, T> row)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(row((DuckDBDataReader)reader));
        return rows;
    }
}
