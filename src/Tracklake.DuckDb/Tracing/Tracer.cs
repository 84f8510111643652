using System.Globalization;
using DuckDB.NET.Data;
using Tracklake.DuckDb.Lakehouse;
using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Releases;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Tracing;

/// <summary>
/// Traces cells of a release: finds the rows that they follow from, table by table, down to byte ranges of raw; cuts
/// these out, lands them again with the landing of every run, computes the models over just these rows, and compares.
/// </summary>
public sealed class Tracer : IDisposable
{
    private const int Candidates = 5;
    private const int CandidateColumns = 3;

    private readonly Release _release;
    private readonly DuckDbSession _session;
    private readonly IReadOnlyList<Model> _models;
    private readonly TracedRaw _raw;

    /// <summary>Opens the tables of a release; nothing else on the machine can be read by a condition of a
    /// trace.</summary>
    /// <param name="lake">The lake.</param>
    /// <param name="release">The release.</param>
    /// <param name="raw">Where raw is.</param>
    /// <param name="landerOver">The landing, over another store.</param>
    /// <param name="settings">How DuckDB is opened.</param>
    public Tracer(
        LakeTables lake, Release release, IObjectStore raw, Func<IObjectStore, ILander> landerOver,
        DuckDbSettings settings)
    {
        _release = release;
        _session = DuckDbSession.InMemory(settings);
        _raw = new TracedRaw(_session, raw, landerOver, Path.Combine(settings.TemporaryFolder, "trace"));
        foreach (var schema in (string[])["bronze", "silver", "gold", "meta"])
            _session.Execute($"CREATE SCHEMA {schema}");
        _models = [.. AllModels.InOrder.Where(m => release.Tables.ContainsKey(m.QualifiedName))];
        foreach (var model in _models)
            _session.Execute($"CREATE VIEW {model.QualifiedName} AS SELECT * FROM {lake.Of(model, release).ToSql()}");
        _session.Execute(
            $"CREATE VIEW {TableCounts.Table.QualifiedName} AS SELECT layer, table_name, row_count "
            + $"FROM {LayerRowCounts.Table.QualifiedName}");
        _session.Execute(
            $"""
            SET allowed_directories = {DuckDbSession.FileList([lake.Root, settings.TemporaryFolder])};
            SET enable_external_access = false;
            SET lock_configuration = true;
            """);
    }

    /// <summary>Traces a cell, or all cells of a row.</summary>
    /// <exception cref="TraceException">There is no such table, column or row, or more than one row.</exception>
    /// <exception cref="InvalidDataException">A raw object that holds the bytes is damaged.</exception>
    /// <exception cref="ObjectNotFoundException">A raw object that holds the bytes is gone.</exception>
    public async Task<Trace> RunAsync(TraceRequest request, CancellationToken cancellationToken)
    {
        var model = request.Table;
        if (!_models.Contains(model))
            throw new TraceException($"Release {_release.Number} has no table {model}.");
        var columns = ColumnsOf(model, request.Column);
        var key = Chosen(model, request.Where);

        var wanted = new WantedRows(_session, _models);
        wanted.Add(model, "SELECT * FROM chosen");
        wanted.Follow(model, cancellationToken);
        var tables = _models.Reverse().Where(m => wanted.Count(m) > 0).ToList();

        using var output = request.Output is null ? null : new TraceOutput(request.Output);
        output?.Rows(_session, tables);
        var found = await _raw.LandAsync(tables, request.Limit, output, cancellationToken).ConfigureAwait(false);
        using var scratch = found.Scratch;
        new Recomputation(_session, wanted).Run(_models, found.Files, cancellationToken);
        var trace = new Trace(
            _release, model.QualifiedName, key, [.. columns.Select(c => Compare(model, c))],
            [.. tables.Select(t => Of(t, wanted, request.Limit))], found.Bodies, found.Records, found.Bytes,
            found.Shown, found.NotLanded);
        output?.Write(trace);
        return trace;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static IReadOnlyList<Column> ColumnsOf(Model model, string? name)
    {
        if (name is null)
            return model.Columns;
        var column = model.Columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));
        return column is not null
            ? [column]
            : throw new TraceException($"{model} has no column '{name}'; it has {RowIdentity.List(model.Columns)}.");
    }

    /// <summary>Finds the one row and keeps it as <c>chosen</c>.</summary>
    private string Chosen(Model model, string where)
    {
        try
        {
            _session.Execute(
                $"CREATE OR REPLACE TEMP TABLE chosen AS SELECT * FROM {model.QualifiedName} WHERE ({where}\n)");
        }
        catch (DuckDBException e)
        {
            throw new TraceException(
                $"The condition \"{where}\" cannot be asked of {model}: {e.Message.Split('\n')[0]}");
        }
        var rows = _session.Number("SELECT count(*) FROM chosen");
        if (rows == 1)
            return (string)_session.Row($"SELECT {Json(RowIdentity.Of(model))} FROM chosen")[0]!;
        // What a person knows a row by is among the first columns of every table.
        var known = Json(RowIdentity.Of(model).Union(model.Columns.Take(CandidateColumns)));
        var found = _session.Rows($"SELECT {known} FROM chosen ORDER BY 1 LIMIT {Candidates}")
            .Select(r => (string)r[0]!);
        return rows switch
        {
            0 => throw new TraceException($"No row of {model} meets \"{where}\". See its rows with 'tracklake query'."),
            _ => throw new TraceException($"{rows:N0} rows of {model} meet \"{where}\", and a trace needs exactly one. "
                + $"Among them are {string.Join(", ", found)}."),
        };
    }

    private static string Json(IEnumerable<Column> columns) =>
        $"CAST(to_json({{{string.Join(", ", columns.Select(c => $"{c.Name}: {c.Name}"))}}}) AS VARCHAR)";

    private TracedCell Compare(Model model, Column column)
    {
        var cell = _session.Row(
            $"""
            SELECT CAST(c.{column.Name} AS VARCHAR), CAST(a.{column.Name} AS VARCHAR), a.found IS NOT NULL
                AND c.{column.Name} IS NOT DISTINCT FROM a.{column.Name}
            FROM chosen AS c LEFT JOIN (SELECT *, TRUE AS found FROM {Recomputation.NameOf(model)}) AS a ON TRUE
            """);
        return new TracedCell(column.Name, (string?)cell[0], (string?)cell[1], (bool)cell[2]!);
    }

    private TracedTable Of(Model model, WantedRows wanted, int limit) => new(
        model.QualifiedName, wanted.Count(model), _release.Tables[model.QualifiedName].Rows,
        [
            .. _session.Rows(string.Create(
                    CultureInfo.InvariantCulture,
                    $"SELECT CAST(to_json(r) AS VARCHAR) FROM ({WantedRows.RowsOf(model)} LIMIT {limit}) AS r"))
                .Select(r => (string)r[0]!),
        ]);
}
