using System.Collections;
using System.Globalization;
using DuckDB.NET.Data;
using Tracklake.Sources.Imports;

namespace Tracklake.DuckDb.Imports;

/// <summary>Reads a user's Parquet files for the dataset import.</summary>
/// <param name="settings">How DuckDB is opened.</param>
public sealed class DuckDbParquetRows(DuckDbSettings settings) : IParquetRows
{
    /// <inheritdoc/>
    public IParquetTable Open(string path)
    {
        var session = DuckDbSession.InMemory(settings);
        try
        {
            return new OpenFile(session, path);
        }
        catch (DuckDBException e)
        {
            session.Dispose();
            throw new InvalidDataException(e.Message, e);
        }
    }

    private sealed class OpenFile : IParquetTable
    {
        private readonly DuckDbSession _session;
        private readonly DuckDBCommand _command;
        private readonly DuckDBDataReader _reader;

        public OpenFile(DuckDbSession session, string path)
        {
            _session = session;
            _command = session.Connection.CreateCommand();
            _command.CommandText = $"SELECT * FROM read_parquet({DuckDbSession.FileList([path])}, file_row_number = false)";
            _command.UseStreamingMode = true;
            _reader = _command.ExecuteReader();
            Columns = [.. Enumerable.Range(0, _reader.FieldCount).Select(_reader.GetName)];
        }

        public IReadOnlyList<string> Columns { get; }

        public IEnumerable<IReadOnlyList<object?>> Rows()
        {
            var row = new object?[Columns.Count];
            while (_reader.Read())
            {
                for (var i = 0; i < row.Length; i++)
                    row[i] = _reader.IsDBNull(i) ? null : ValueOf(_reader.GetValue(i));
                yield return row;
            }
        }

        public void Dispose()
        {
            _reader.Dispose();
            _command.Dispose();
            _session.Dispose();
        }

        /// <summary>The few types that the import knows; all others as text.</summary>
        private static object? ValueOf(object value) => value switch
        {
            string or bool or long or double or decimal or DateOnly or DateTime => value,
            sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            float number => (double)number,
            IEnumerable list => (IReadOnlyList<string?>)[.. list.Cast<object?>().Select(Text)],
            _ => Text(value),
        };

        private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);
    }
}
