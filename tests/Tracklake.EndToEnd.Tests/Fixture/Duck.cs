using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.EndToEnd.Tests.Fixture;

/// <summary>Reads with DuckDB itself what the command left behind, as another tool would.</summary>
internal sealed class Duck : IDisposable
{
    private readonly DuckDBConnection _connection;

    private Duck(string source)
    {
        _connection = new DuckDBConnection(
            $"Data Source={source};autoinstall_known_extensions=false;autoload_known_extensions=false");
        _connection.Open();
    }

    public static Duck InMemory() => new(":memory:");

    /// <summary>Opens a database file for reading.</summary>
    public static Duck OfFile(string path) => new($"{path};access_mode=READ_ONLY");

    /// <summary>The first column of an answer, as text; null is <c>~</c>.</summary>
    public IReadOnlyList<string> Column(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.IsDBNull(0)
                ? "~"
                : Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
        }
        return values;
    }

    public void Dispose() => _connection.Dispose();
}
