using System.Globalization;
using Tracklake.Delta;
using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Lakehouse;

/// <summary>A table before and after a run wrote it.</summary>
/// <param name="Refresh">How it was brought up to date.</param>
/// <param name="Before">As the release has it; null when it was not there.</param>
/// <param name="Head">As it is now.</param>
/// <param name="Change">What changed in it, where that is less than all of it.</param>
internal sealed record WrittenTable(
    TableRefresh Refresh, DeltaSnapshot? Before, DeltaSnapshot Head, TableChange? Change);

/// <summary>
/// Writes the tables of one run, each in at most one commit that carries the run's number as its transaction.
/// Sources are views: <c>silver.t</c> is the table as it is, <c>fresh.t</c> the rows that this run added to a bronze
/// table or the files of the days that it touched in a daily one, <c>scoped.t</c> the latest day of a table, <c>before_t</c>, <c>changed_t</c> and <c>touched_t</c> the parts of incremental queries.
/// </summary>
internal sealed class LakeWriter
{
    private const string AppId = "tracklake";
    private readonly LakeTables _tables;
    private readonly DuckDbSession _session;
    private readonly TableWork _work;
    private readonly LandedRows _landed;
    private readonly DailyRows _daily;
    private readonly DeltaTransaction _transaction;
    private readonly IReadOnlyDictionary<string, string> _info;
    private readonly Dictionary<Table, DeltaSnapshot> _heads = [];
    private readonly LakeChanges _changes;
    private readonly SharedQueries _shared;
    private readonly TouchedRows _touched;

    public LakeWriter(LakeTables tables, DuckDbSession session, TableWork work, Func<string, string> pathOf)
    {
        (_tables, _session, _work, _landed) = (tables, session, work, new LandedRows(pathOf));
        _transaction = new DeltaTransaction(AppId, work.Plan.Number);
        _changes = new LakeChanges(session);
        _shared = new SharedQueries(session);
        _touched = new TouchedRows(session, _changes);
        _daily = new DailyRows(session, t => _heads[t]);
        _info = new Dictionary<string, string>
        {
            ["run"] = work.Plan.Number.ToString(CultureInfo.InvariantCulture),
            ["batches"] = string.Join(",", work.Plan.Batches),
        };
        foreach (var schema in (string[])["bronze", "silver", "gold", "fresh", "scoped", "meta"])
            session.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}");
    }

    /// <summary>The files of one snapshot that another has not.</summary>
    public static IReadOnlyList<AddFile> Minus(DeltaSnapshot snapshot, DeltaSnapshot? other)
    {
        if (other is null)
            return snapshot.Files;
        var known = other.Files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        return [.. snapshot.Files.Where(f => !known.Contains(f.Path))];
    }

    /// <summary>Brings one table up to date; those that it reads must have been before.</summary>
    public WrittenTable BringUpToDate(TableRefresh refresh, IReadOnlyList<TableState> counted)
    {
        var model = refresh.Model;
        var before = Released(model);
        // The rows that are there are read only where some of them stay among those that come.
        if (before is not null && refresh.Kind is RefreshKind.Fold or RefreshKind.Keys or RefreshKind.Groups)
            View(model.QualifiedName, before.ToSql());
        var wasWritten = IsWritten(model);
        if (!wasWritten)
        {
            TakeBack(model);
            if (refresh.Kind != RefreshKind.Unchanged)
                Write(refresh, counted);
        }
        var head = _tables.Of(model).Open();
        _heads[model] = head;
        View(model.QualifiedName, head.ToSql());
        if (ChangeOf(refresh, before, head, wasWritten) is { } change)
            _changes.Note(model, change);
        if (model.Materialization is Appended)
            View($"fresh.{model.Name}", _changes.Of(model)?.Came ?? head.ToSql(Minus(head, before)));
        else if (refresh.Kind == RefreshKind.Days)
            View($"fresh.{model.Name}", head.ToSql(DailyRows.Of((ByDay)model.Materialization, refresh.Days)));
        return new WrittenTable(refresh, before, head, _changes.Of(model));
    }

    /// <summary>Takes back what a run wrote that could not be released, or that was rolled back.</summary>
    public void TakeBack(Model model)
    {
        var released = Released(model);
        var table = _tables.Of(model);
        if (!table.Exists)
        {
            // Leftovers of a creation that was killed have no version; nothing refers to them.
            if (Directory.Exists(table.Path))
                _tables.Drop(model);
            return;
        }
        if (released is null)
            _tables.Drop(model);
        else if (Minus(table.Open(), released).Count > 0 || Minus(released, table.Open()).Count > 0)
            table.Restore(released.Version, info: _info);
    }

    private DeltaSnapshot? Released(Model model) =>
        _work.Released?.Tables.ContainsKey(model.QualifiedName) == true ? _tables.Of(model, _work.Released) : null;

    /// <summary>Whether this run has committed the table already, before it was killed.</summary>
    private bool IsWritten(Model model)
    {
        var table = _tables.Of(model);
        return table.Exists && table.Open().TransactionVersion(AppId) >= _transaction.Version;
    }

    private void Write(TableRefresh refresh, IReadOnlyList<TableState> counted)
    {
        var model = refresh.Model;
        if (model is LayerRowCounts)
            View(TableCounts.Table.QualifiedName, $"({CountsOf(counted)})");
        switch (refresh.Kind)
        {
            case RefreshKind.Append:
                Append(model, (Appended)model.Materialization);
                break;
            case RefreshKind.Rebuild when model.Materialization is Appended appended:
                Commit(model, _landed.Rows(appended, _work.Earlier().Concat(OfThisRun())), DeltaWriteMode.Overwrite);
                break;
            case RefreshKind.Rebuild or RefreshKind.Whole when model.Materialization is ByDay byDay:
                Commit(model, _daily.All(model, byDay), DeltaWriteMode.Overwrite);
                break;
            case RefreshKind.Rebuild or RefreshKind.Whole:
                _shared.Run(RendererOf(model), Refresh.Full(model), ComputedAfter(refresh), select =>
                    Commit(model, select, DeltaWriteMode.Overwrite));
                break;
            case RefreshKind.Days:
                var daily = (ByDay)model.Materialization;
                Commit(model, _daily.Rows(model, daily, refresh.Days), DeltaWriteMode.ReplaceWhere, DayChunks.Within(daily, refresh.Days));
                break;
            case RefreshKind.Fold or RefreshKind.Keys or RefreshKind.Groups:
                WriteTouched(refresh);
                break;
            default:
                throw new InvalidOperationException($"Nothing to write for {model}: {refresh.Kind}.");
        }
    }

    /// <summary>The queries of the tables that are computed in full after one.</summary>
    private IEnumerable<Query> ComputedAfter(TableRefresh refresh) => _work.Refreshes
        .SkipWhile(r => r != refresh).Skip(1)
        .Where(r => r.Kind is RefreshKind.Whole or RefreshKind.Rebuild && r.Model.Materialization is not Appended)
        .Select(r => Refresh.Full(r.Model));

    /// <summary>Names tables as they are; of a query that asks for the latest day the days before are not read.</summary>
    private DuckDbRenderer RendererOf(Model model)
    {
        var latest = model.Materialization is Whole { LatestDay: { } day }
            ? model.Reads.Where(r => r is Model { Materialization: ByDay byDay } && byDay.Day.Name == day.Name).ToHashSet()
            : [];
        foreach (var table in latest)
        {
            var column = ((ByDay)((Model)table).Materialization).Day.Name;
            // ISO days order as text does.
            var newest = _heads[table].Files.Select(f => f.PartitionValues[column]).Max(StringComparer.Ordinal);
            View($"scoped.{table.Name}", newest is null
                ? _heads[table].ToSql()
                : _heads[table].ToSql(DeltaPruning.Equal(column, DateOnly.Parse(newest, CultureInfo.InvariantCulture))));
        }
        return new DuckDbRenderer(t => latest.Contains(t) ? $"scoped.{t.Name}" : t.QualifiedName);
    }

    /// <summary>Rows of batches that are taken out go first; a run that is killed in between begins anew.</summary>
    private void Append(Model model, Appended appended)
    {
        if (Removed() is { } removed)
            _tables.Of(model).DeleteWhere(_session.Connection, removed, info: _info);
        Commit(model, _landed.Rows(appended, OfThisRun()), DeltaWriteMode.Append);
    }

    private IEnumerable<(LandedBatch Batch, long Run)> OfThisRun() => _work.Batches.Select(b => (b, _work.Plan.Number));

    /// <summary>The rows of the touched keys replace those that are there.</summary>
    private void WriteTouched(TableRefresh refresh)
    {
        if (_touched.Make(refresh, t => Before(t).ToSql()) is not { } touched)
            return;
        var columns = string.Join(", ", refresh.Model.Columns.Select(c => c.Name));
        Commit(
            refresh.Model,
            $"""
            SELECT {columns} FROM {touched.Change.Came}
            UNION ALL
            SELECT {columns} FROM {refresh.Model.QualifiedName} AS o WHERE NOT {touched.IsTouched}
            """,
            DeltaWriteMode.Overwrite);
        _changes.Note(refresh.Model, touched.Change);
    }

    /// <summary>
    /// What changed in a table, from its versions. Of touched rows it is known already, unless the run was killed after
    /// it wrote the table.
    /// </summary>
    private TableChange? ChangeOf(TableRefresh refresh, DeltaSnapshot? before, DeltaSnapshot head, bool wasWritten)
    {
        switch (refresh.Kind)
        {
            case RefreshKind.Append:
                var went = Removed() is { } removed ? $"(SELECT * FROM {before!.ToSql()} WHERE {removed})" : NoRowsOf(before!);
                return new TableChange(went, $"(SELECT * FROM {head.ToSql(Minus(head, before))} WHERE _run_id = {_transaction.Version})");
            case RefreshKind.Days:
                return new TableChange(before!.ToSql(Minus(before!, head)), head.ToSql(Minus(head, before)));
            case RefreshKind.Fold or RefreshKind.Keys or RefreshKind.Groups when wasWritten:
                return new TableChange(before!.ToSql(), head.ToSql());
            default:
                return null;
        }
    }

    private static string NoRowsOf(DeltaSnapshot table) => $"(SELECT * FROM {table.ToSql()} WHERE FALSE)";

    private string? Removed() => RowsOfBatches.Of(_work.Removed);

    private DeltaSnapshot Before(Table table) => Released((Model)table) ?? _heads[table];

    private void Commit(Model model, string select, DeltaWriteMode mode) =>
        Commit(model, [new DeltaRows(RowOrder.ByKey(model, select))], mode);

    private void Commit(Model model, IReadOnlyList<DeltaRows> rows, DeltaWriteMode mode, string? replaceWhere = null) =>
        _tables.Of(model).Write(_session.Connection, rows, new DeltaWrite
        {
            Mode = mode,
            ReplaceWhere = replaceWhere,
            Transaction = _transaction,
            Schema = DeltaTypes.SchemaOf(model),
            PartitionBy = model.Materialization is ByDay byDay ? [byDay.Day.Name] : [],
            Description = model.Description,
            Info = _info,
            AllowSchemaChange = true,
        });

    private static string CountsOf(IReadOnlyList<TableState> states) =>
        "SELECT * FROM (VALUES "
        + string.Join(", ", states.Select(s =>
            $"('{s.Refresh.Model.Layer.ToString().ToLowerInvariant()}', '{s.Refresh.Model.Name}', CAST({s.Rows} AS BIGINT))"))
        + ") AS t(layer, table_name, row_count)";

    private void View(string name, string select) => _session.Execute($"CREATE OR REPLACE VIEW {name} AS SELECT * FROM {select}");
}
