using System.Data;
using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.DuckDb;

/// <summary>How an engine is opened.</summary>
public sealed record DuckDbSettings
{
    /// <summary>A folder of this process's own for what does not fit into memory: two processes that spill into one
    /// folder corrupt each other.</summary>
    public required string TemporaryFolder { get; init; }

    /// <summary>What DuckDB may use, in MB.</summary>
    public int MemoryMb { get; init; } = 512;

    /// <summary>Threads; by default one a core, at most 4.</summary>
    public int Threads { get; init; } = Math.Min(4, Environment.ProcessorCount);
}

/// <summary>An open DuckDB: extensions neither load nor install themselves, the session's time zone is UTC.</summary>
public sealed class DuckDbSession : IDisposable
{
    private const int RestingMb = 64;

    private static int _opened;

    private DuckDbSession(DuckDBConnection connection) => Connection = connection;

    /// <summary>The open connection; of one thread at a time.</summary>
    public DuckDBConnection Connection { get; }

    /// <summary>Opens a database in memory.</summary>
    public static DuckDbSession InMemory(DuckDbSettings settings) => Open(":memory:", settings);

    /// <summary>Opens a database file for writing, making it when there is none; nobody else may have it open.</summary>
    public static DuckDbSession OfFile(string path, DuckDbSettings settings) => Open(path, settings);

    /// <summary>Runs statements that give no rows.</summary>
    public void Execute(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row as a 64-bit integer; null becomes 0.</summary>
    public long Number(string sql) => Row(sql)[0] switch
    {
        null => 0,
        System.Numerics.BigInteger sum => (long)sum, // sums of BIGINT are HUGEINT
        var value => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    /// <summary>The first row.</summary>
    public object?[] Row(string sql)
    {
        foreach (var row in Rows(sql))
            return row;
        throw new DataException($"The statement gave no row: {sql}");
    }

    /// <summary>All rows, one after the other.</summary>
    public IEnumerable<object?[]> Rows(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var values = new object?[reader.FieldCount];
            for (var i = 0; i < values.Length; i++)
                values[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            yield return values;
        }
    }

    /// <summary>The only column of a statement that gives hashes, without a box around each.</summary>
    internal IEnumerable<ulong> Hashes(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetFieldValue<ulong>(0);
    }

    /// <summary>Lets go of what the engine keeps in memory, as far as it can; another one works next.</summary>
    public void Rest()
    {
        try
        {
            LimitMemory(RestingMb);
        }
        catch (DuckDBException e) when (e.Message.Contains("Out of Memory", StringComparison.Ordinal))
        {
            // It needs more than that for what it has open, and keeps it.
        }
    }

    /// <summary>Lets the engine use so much again.</summary>
    public void LimitMemory(int megabytes) => Execute($"SET memory_limit = '{megabytes}MB'");

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();

    internal static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A list of files for <c>read_parquet</c>.</summary>
    internal static string FileList(IEnumerable<string> paths) => $"[{string.Join(", ", paths.Select(Quoted))}]";

    private static DuckDbSession Open(string source, DuckDbSettings settings)
    {
        // Engines of one process name their spill files alike, too: each has a folder of its own.
        var spill = Path.Combine(settings.TemporaryFolder, $"engine-{Interlocked.Increment(ref _opened)}");
        Directory.CreateDirectory(settings.TemporaryFolder);
        var connection = new DuckDBConnection(
            $"Data Source={source};autoinstall_known_extensions=false;autoload_known_extensions=false;"
            + "allow_community_extensions=false");
        try
        {
            connection.Open();
            var session = new DuckDbSession(connection);
            session.Execute(
                $"""
                SET memory_limit = '{settings.MemoryMb}MB';
                SET threads = {settings.Threads};
                SET temp_directory = {Quoted(spill)};
                SET TimeZone = 'UTC';
                SET enable_external_file_cache = false; -- the system keeps files as well, and outside of this limit
                SET allocator_background_threads = true; -- what is let go goes back to the system
                """);
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
