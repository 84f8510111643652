using DuckDB.NET.Data;

namespace Tracklake.Delta.Tests.Fixture;

/// <summary>A folder for one test, a DuckDB connection, a clock that stands still and ids that count.</summary>
public sealed class Lake : IDisposable
{
    private long _ids;

    public Lake()
    {
        Folder = Directory.CreateTempSubdirectory("tracklake-delta-").FullName;
        Connection = new DuckDBConnection(
            "Data Source=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false");
        Connection.Open();
        Options = new DeltaOptions { Clock = Clock, NewId = NextId };
    }

    public string Folder { get; }

    public DuckDBConnection Connection { get; }

    public ManualClock Clock { get; } = new();

    public DeltaOptions Options { get; set; }

    public DeltaTable Table(string name = "t") => new(Path.Combine(Folder, name), Options);

    public DeltaCommit Append(DeltaTable table, string sql) =>
        table.Write(Connection, sql, new DeltaWrite { Mode = DeltaWriteMode.Append });

    public DeltaCommit Overwrite(DeltaTable table, string sql) =>
        table.Write(Connection, sql, new DeltaWrite { Mode = DeltaWriteMode.Overwrite });

    /// <summary>The rows of a version as text, ordered.</summary>
    public List<string> Rows(DeltaTable table, long? version = null) => Rows(table.Open(version).ToSql());

    public List<string> Rows(string from) =>
        Query($"SELECT CAST(row(*COLUMNS(*)) AS VARCHAR) FROM {from} ORDER BY 1");

    public List<string> Query(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.IsDBNull(0) ? "NULL" : reader.GetString(0));
        return rows;
    }

    public void Execute(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public Guid NextId()
    {
        var bytes = new byte[16];
        BitConverter.TryWriteBytes(bytes, Interlocked.Increment(ref _ids));
        return new Guid(bytes);
    }

    public void Dispose()
    {
        Connection.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A clock that moves when it is told to.</summary>
public sealed class ManualClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public void Advance(TimeSpan by) => Now += by;
}
