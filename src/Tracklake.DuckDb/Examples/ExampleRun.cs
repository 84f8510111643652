using Tracklake.Delta;
using Tracklake.DuckDb.Lakehouse;
using Tracklake.DuckDb.Warehouse;
using Tracklake.Models;
using Tracklake.Pipeline;
using Tracklake.Releases;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Examples;

/// <summary>The runs of one test: an engine over a folder, and the release that each run makes.</summary>
/// <param name="folder">Where its tables are.</param>
/// <param name="settings">How DuckDB is opened.</param>
/// <param name="engine">Which engine.</param>
/// <param name="models">The tables, each after those that it reads.</param>
internal sealed class ExampleRun(
    string folder, DuckDbSettings settings, TestedEngine engine, IReadOnlyList<Model> models) : IDisposable
{
    private readonly List<(LandedBatch Batch, long Run)> _earlier = [];
    private Release? _released;

    private string WarehouseFile => Path.Combine(folder, "warehouse.duckdb");

    private LakeTables Lake => new(Path.Combine(folder, "lake"), _ => new DeltaOptions());

    /// <summary>A value as both sides of a comparison write it.</summary>
    public static string TextOf(string value) => $"CAST({value} AS VARCHAR)";

    /// <summary>Brings batches in, as a run that is released.</summary>
    public void Bring(IReadOnlyList<LandedBatch> batches)
    {
        var number = (_released?.Number ?? 0) + 1;
        var plan = new RunPlan
        {
            Number = number,
            At = DateTimeOffset.UnixEpoch,
            BaseRelease = _released?.Number,
            Batches = [.. batches.Select(b => new Raw.BatchName(b.Source, b.Name))],
        };
        var work = new TableWork(
            plan, batches, () => [.. _earlier], RefreshPlan.Of(models, batches, _released), _released);
        _released = engine == TestedEngine.Warehouse ? InWarehouse(work) : InLakehouse(work);
        _earlier.AddRange(batches.Select(b => (b, number)));
    }

    /// <summary>The rows of a table, values as text.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows(Model model, IReadOnlyList<Column> columns)
    {
        using var session = engine == TestedEngine.Warehouse
            ? DuckDbSession.OfFile(WarehouseFile, settings)
            : DuckDbSession.InMemory(settings);
        var from = engine == TestedEngine.Warehouse ? model.QualifiedName : Lake.Of(model, _released!).ToSql();
        var values = string.Join(", ", columns.Select(c => TextOf(c.Name)));
        return
        [
            .. session.Rows($"SELECT {values} FROM {from}")
                .Select(r => (IReadOnlyList<string?>)[.. r.Select(v => (string?)v)]),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Release InWarehouse(TableWork work)
    {
        using var warehouse = new DuckDbWarehouse(WarehouseFile, settings, key => key);
        var release = ReleaseOf(work, warehouse.Update(work, null, CancellationToken.None));
        warehouse.Publish(release);
        return release;
    }

    private Release InLakehouse(TableWork work)
    {
        using var lakehouse = new DeltaLakehouse(Lake, settings, key => key);
        return ReleaseOf(work, lakehouse.Update(work, null, CancellationToken.None));
    }

    private Release ReleaseOf(TableWork work, IReadOnlyList<TableState> states) => new()
    {
        Number = work.Plan.Number,
        Run = work.Plan.Number,
        At = work.Plan.At,
        Batches = [.. work.Plan.Batches.Select(b => b.ToString())],
        Tables = states.ToDictionary(
            s => s.Refresh.Model.QualifiedName,
            s => new ReleasedTable(
                s.Version, s.Rows, s.Checksum, s.Refresh.Definition, LastDayOf(s.Refresh.Model, work.Batches))),
    };

    /// <summary>The last day that a bronze table has rows of.</summary>
    private DateOnly? LastDayOf(Model model, IReadOnlyList<LandedBatch> batches) =>
        model.Materialization is not Appended appended
        ? null
        : _earlier.Select(e => e.Batch).Concat(batches)
            .Where(b => b.Files.Any(f => f.Table == appended.From.Name && f.Rows > 0))
            .Select(b => (DateOnly?)b.ObservedOn).Max();
}
