using DuckDB.NET.Data;
using Tracklake.DuckDb.Lakehouse;
using Tracklake.Models;
using Tracklake.Pipeline;
using Tracklake.Quality;
using Tracklake.Releases;

namespace Tracklake.DuckDb.Queries;

/// <summary>A column of an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsNumber">Whether its values are numbers.</param>
public sealed record AnswerColumn(string Name, bool IsNumber);

/// <summary>The rows of an answer, read while they are asked for.</summary>
public sealed class QueryRows : IDisposable
{
    private readonly DuckDBCommand _command;
    private readonly DuckDBDataReader _reader;

    internal QueryRows(DuckDBCommand command)
    {
        _command = command;
        _reader = command.ExecuteReader();
        Columns = [.. Enumerable.Range(0, _reader.FieldCount).Select(i => new AnswerColumn(
            _reader.GetName(i), IsNumeric(_reader.GetFieldType(i))))];
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<AnswerColumn> Columns { get; }

    /// <summary>The rows, once.</summary>
    public IEnumerable<object?[]> Rows
    {
        get
        {
            while (_reader.Read())
            {
                var row = new object?[Columns.Count];
                for (var i = 0; i < row.Length; i++)
                    row[i] = _reader.IsDBNull(i) ? null : Plain(_reader.GetValue(i));
                yield return row;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
    }

    private static bool IsNumeric(Type type) =>
        type.IsPrimitive && type != typeof(bool) && type != typeof(char)
        || type == typeof(decimal) || type == typeof(System.Numerics.BigInteger);

    /// <summary>Lists and structs as JSON text: the reader gives them as collections.</summary>
    private static object Plain(object value) => value is System.Collections.IEnumerable and not string
        ? System.Text.Json.JsonSerializer.Serialize(value)
        : value;
}

/// <summary>
/// The tables of a release as views in an engine of one's own: whatever a run does meanwhile, they stay as they are.
/// Nothing else on the machine can be read through it, and nothing written.
/// </summary>
public sealed class ReleasedTables : IDisposable
{
    private readonly DuckDbSession _session;
    private readonly string _temporary;
    private readonly IReadOnlyList<Model> _models;

    /// <summary>Opens the tables of a release.</summary>
    public ReleasedTables(LakeTables lake, Release release, DuckDbSettings settings)
    {
        _temporary = settings.TemporaryFolder;
        _session = DuckDbSession.InMemory(settings);
        foreach (var layer in (Layer[])[Layer.Bronze, Layer.Silver, Layer.Gold])
            _session.Execute($"CREATE SCHEMA {layer.ToString().ToLowerInvariant()}");
        _models = [.. AllModels.InOrder.Where(m => release.Tables.ContainsKey(m.QualifiedName))];
        foreach (var model in _models)
            _session.Execute($"CREATE VIEW {model.QualifiedName} AS SELECT * FROM {lake.Of(model, release).ToSql()}");
        _session.Execute(
            $"""
            SET allowed_directories = [{DuckDbSession.Quoted(lake.Root)}, {DuckDbSession.Quoted(settings.TemporaryFolder)}];
            SET enable_external_access = false;
            SET lock_configuration = true;
            """);
    }

    /// <summary>Runs a query; one statement.</summary>
    /// <exception cref="DuckDBException">It cannot be answered.</exception>
    public QueryRows Query(string sql)
    {
        var command = _session.Connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        return new QueryRows(command);
    }

    /// <summary>Runs the checks of all models over all rows.</summary>
    public IReadOnlyList<CheckResult> Check(CheckRequest request, CancellationToken cancellationToken) =>
    [
        .. new ModelChecks(new Quality.CheckEngine(_session, _temporary), request).Run(
            [.. _models.Select(m => new TableRefresh(m, RefreshKind.Whole, "", [], ""))], cancellationToken),
        .. new Quality.CompletenessQuery(_session).Run(),
    ];

    /// <summary>Writes the answer of a query as a Parquet file.</summary>
    /// <exception cref="DuckDBException">It cannot be answered.</exception>
    public void WriteParquet(string sql, string path)
    {
        // The engine may write to its own temporary folder only; the file is moved from there.
        var aside = Path.Combine(_temporary, "answer.parquet");
        _session.Execute($"COPY ({sql.Trim().TrimEnd(';')}) TO {DuckDbSession.Quoted(aside)} (FORMAT parquet, COMPRESSION zstd)");
        File.Move(aside, path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
