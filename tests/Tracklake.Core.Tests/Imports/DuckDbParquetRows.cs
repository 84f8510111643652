using System.Collections;
using DuckDB.NET.Data;
using Tracklake.Sources.Imports;

namespace Tracklake.Core.Tests.Imports;

/// <summary>Reads Parquet with DuckDB, as the adapter does.</summary>
internal sealed class DuckDbParquetRows : IParquetRows
{
    public IParquetTable Open(string path)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        try
        {
            return new Table(connection, path);
        }
        catch (DuckDBException e)
        {
            connection.Dispose();
            throw new InvalidDataException(e.Message, e);
        }
    }

    public static void Write(string path, string select)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"copy ({select}) to '{path}' (format parquet)";
        command.ExecuteNonQuery();
    }

    private sealed class Table : IParquetTable
    {
        private readonly DuckDBConnection connection;
        private readonly System.Data.Common.DbDataReader reader;

        public Table(DuckDBConnection connection, string path)
        {
            this.connection = connection;
            using var command = connection.CreateCommand();
            command.CommandText = $"from read_parquet('{path.Replace("'", "''", StringComparison.Ordinal)}')";
            reader = command.ExecuteReader();
            Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        }

        public IReadOnlyList<string> Columns { get; }

        public IEnumerable<IReadOnlyList<object?>> Rows()
        {
            var row = new object?[Columns.Count];
            while (reader.Read())
            {
                for (var i = 0; i < row.Length; i++)
                    row[i] = reader.IsDBNull(i) ? null : ValueOf(reader.GetValue(i));
                yield return row;
            }
        }

        public void Dispose()
        {
            reader.Dispose();
            connection.Dispose();
        }

        private static object ValueOf(object value) => value switch
        {
            int number => (long)number,
            IEnumerable list and not string => (IReadOnlyList<string?>)[.. list.Cast<object?>().Select(i => i?.ToString())],
            _ => value,
        };
    }
}
