using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Models.Incremental;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Warehouse;

/// <summary>
/// Brings the warehouse's tables up to date, within the caller's transaction where it has one: stage files by a load manifest, as COPY
/// keeps one; silver by MERGE or delete and insert; gold anew or by day.
/// </summary>
/// <param name="session">The warehouse.</param>
/// <param name="work">The run.</param>
/// <param name="pathOf">The file of a landed object.</param>
/// <param name="inFull">Whether every table is made anew from all stage files.</param>
internal sealed class WarehouseTables(
    DuckDbSession session, TableWork work, Func<string, string> pathOf, bool inFull)
{
    private readonly SharedQueries _shared = new(session);

    public DuckDbSession Session => session;

    /// <summary>Makes the schemas and the manifest of an empty file.</summary>
    public static void Create(DuckDbSession session) => session.Execute(
        """
        CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA meta;
        CREATE TABLE meta.load_manifest (file VARCHAR PRIMARY KEY, run BIGINT NOT NULL, row_count BIGINT NOT NULL);
        CREATE TABLE meta.releases (release BIGINT PRIMARY KEY, published_at TIMESTAMPTZ NOT NULL);
        """);

    /// <summary>
    /// Writes a table. Returns the checksums of the rows that came and of those that went, where only some of the rows
    /// were touched; nulls where the whole table was written.
    /// </summary>
    public (string? Came, string? Went) Write(TableRefresh refresh, IReadOnlyList<TableState> counted)
    {
        var model = refresh.Model;
        if (model is LayerRowCounts)
            Counts(counted);
        if (model.Materialization is Appended appended)
            return Load(model, appended);
        if (inFull)
            return Replace(refresh);
        switch (refresh.Kind)
        {
            case RefreshKind.Unchanged:
                return ("0", "0");
            case RefreshKind.Whole or RefreshKind.Rebuild or RefreshKind.Groups:
                // Groups are the lakehouse's way; that this way gives the same is what the gate compares.
                return Replace(refresh);
            case RefreshKind.Keys:
                return ReplaceKeys(model);
            case RefreshKind.Days:
                return ReplaceDays(refresh, (ByDay)model.Materialization);
            case RefreshKind.Fold when model.Materialization is Folded folded:
                return Merge(model, folded);
            case RefreshKind.Fold when model.Materialization is NewestRecord newest:
                return ReplaceGroups(model, newest);
            default:
                throw new InvalidOperationException($"The warehouse cannot refresh {model} by {refresh.Kind}.");
        }
    }

    private static string Names(IEnumerable<Column> columns) => string.Join(", ", columns.Select(c => c.Name));

    private static string Fresh(Table table) => TablePart.Changed(table).Name;

    private void CreateTable(Model model)
    {
        var columns = model.Columns.Select(c =>
            $"{c.Name} {DuckDbRenderer.TypeName(c.Type)}{(c.Nullable ? "" : " NOT NULL")}");
        session.Execute($"CREATE OR REPLACE TABLE {model.QualifiedName} ({string.Join(", ", columns)})");
    }

    /// <summary>Loads the stage files that the manifest does not have.</summary>
    private (string? Came, string? Went) Load(Model model, Appended appended)
    {
        if (inFull)
            CreateTable(model);
        var gone = inFull ? null : TakeOut(model, appended);
        var loads = (inFull ? work.Earlier() : []).Concat(work.Batches.Select(b => (Batch: b, Run: work.Plan.Number)));
        foreach (var ofRun in loads.GroupBy(l => l.Run, l => l.Batch))
        {
            var files = ofRun.SelectMany(b => b.Files).Where(f => f.Zone == LandedKeys.Transformed && f.Table == appended.From.Name);
            Load(model, appended, [.. files], ofRun.Key);
        }
        var ofThisRun = $"(SELECT * FROM {model.QualifiedName} WHERE _run_id = {work.Plan.Number})";
        session.Execute(
            $"CREATE OR REPLACE TEMP VIEW {Fresh(model)} AS SELECT * FROM {ofThisRun}"
            + (gone is null ? "" : $" UNION ALL SELECT * FROM {gone}"));
        return inFull ? (null, null) : (Checksum(model, ofThisRun), gone is null ? "0" : Checksum(model, gone));
    }

    /// <summary>Takes the rows of removed batches out and keeps them aside: which keys they had is asked later.</summary>
    private string? TakeOut(Model model, Appended appended)
    {
        var files = work.Removed.SelectMany(b => b.Files)
            .Where(f => f.Zone == LandedKeys.Transformed && f.Table == appended.From.Name)
            .Select(f => DuckDbSession.Quoted(f.Key))
            .ToList();
        if (files.Count == 0)
            return null;
        var (gone, within) = ($"gone_{model.Name}", RowsOfBatches.Of(work.Removed));
        session.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE {gone} AS SELECT * FROM {model.QualifiedName} WHERE {within};
            DELETE FROM {model.QualifiedName} WHERE {within};
            DELETE FROM meta.load_manifest WHERE file IN ({string.Join(", ", files)});
            """);
        return gone;
    }

    private void Load(Model model, Appended appended, IReadOnlyList<LandedFile> files, long run)
    {
        if (files.Count == 0)
            return;
        var keys = string.Join(", ", files.Select(f => DuckDbSession.Quoted(f.Key)));
        var loaded = session.Rows($"SELECT file FROM meta.load_manifest WHERE file IN ({keys})").Select(r => (string)r[0]!).ToHashSet();
        var fresh = files.Where(f => !loaded.Contains(f.Key)).ToList();
        if (fresh.Count == 0)
            return;
        var columns = Names(appended.From.Columns);
        var entries = fresh.Select(f => $"({DuckDbSession.Quoted(f.Key)}, {run}, {f.Rows})");
        session.Execute(
            $"""
            INSERT INTO {model.QualifiedName} ({columns}, _run_id)
            SELECT {columns}, {run} FROM read_parquet({DuckDbSession.FileList(fresh.Select(f => pathOf(f.Key)))});
            INSERT INTO meta.load_manifest VALUES {string.Join(", ", entries)};
            """);
    }

    private (string? Came, string? Went) Replace(TableRefresh refresh)
    {
        var model = refresh.Model;
        if (model.Materialization is ByDay byDay)
        {
            CreateTable(model);
            foreach (var days in new DayChunks(session).Of(model.Reads, byDay.Day))
                InsertDays(model, byDay, days);
            return (null, null);
        }
        var later = work.Refreshes.SkipWhile(r => r != refresh).Skip(1)
            .Where(r => r.Model.Materialization is Whole && (inFull || r.Kind is RefreshKind.Whole or RefreshKind.Groups))
            .Select(r => Refresh.Full(r.Model));
        CreateTable(model);
        _shared.Run(new DuckDbRenderer(), Refresh.Full(model), later, select =>
            session.Execute($"INSERT INTO {model.QualifiedName} ({Names(model.Columns)})\n{select}"));
        return (null, null);
    }

    private (string? Came, string? Went) ReplaceDays(TableRefresh refresh, ByDay byDay)
    {
        var model = refresh.Model;
        var touched = $"(SELECT * FROM {model.QualifiedName} WHERE {DayChunks.Within(byDay, refresh.Days)})";
        var went = Checksum(model, touched);
        session.Execute($"DELETE FROM {model.QualifiedName} WHERE {DayChunks.Within(byDay, refresh.Days)}");
        InsertDays(model, byDay, refresh.Days);
        return (Checksum(model, touched), went);
    }

    private void InsertDays(Model model, ByDay byDay, IReadOnlyList<DateOnly> days)
    {
        foreach (var read in model.Reads)
        {
            session.Execute($"CREATE OR REPLACE TEMP VIEW scoped_{read.Name} AS "
                + $"SELECT * FROM {read.QualifiedName} WHERE {DayChunks.Within(byDay, byDay.Needed(days))}");
        }
        var query = new DuckDbRenderer(table => $"scoped_{table.Name}").Render(byDay.Query);
        session.Execute($"INSERT INTO {model.QualifiedName} ({Names(model.Columns)}) SELECT * FROM ({query}) WHERE {DayChunks.Within(byDay, days)}");
    }

    private (string? Came, string? Went) Merge(Model model, Folded folded)
    {
        var source = new DuckDbRenderer(t => t == model ? t.QualifiedName : Fresh(t)).Render(Refresh.FoldInto(model, folded));
        var keys = model.Keys.Select(k => $"t.{k.Name} = s.{k.Name}");
        var others = model.Columns.Except(model.Keys).Select(c => $"{c.Name} = s.{c.Name}");
        session.Execute(
            $"""
            MERGE INTO {model.QualifiedName} AS t
            USING ({source}) AS s
                ON {string.Join(" AND ", keys)}
            WHEN MATCHED THEN UPDATE SET {string.Join(", ", others)}
            WHEN NOT MATCHED THEN INSERT ({Names(model.Columns)})
                VALUES ({string.Join(", ", model.Columns.Select(c => $"s.{c.Name}"))})
            """);
        return (null, null);
    }

    private (string? Came, string? Went) ReplaceGroups(Model model, NewestRecord newest)
    {
        var source = new DuckDbRenderer(Fresh).Render(Refresh.Full(model));
        var sameGroup = newest.GroupBy.Select(c => $"s.{c.Name} = t.{c.Name}");
        session.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE newest_rows AS {source};
            DELETE FROM {model.QualifiedName} AS t
            WHERE EXISTS (SELECT 1 FROM newest_rows AS s WHERE {string.Join(" AND ", sameGroup)});
            INSERT INTO {model.QualifiedName} ({Names(model.Columns)}) SELECT {Names(model.Columns)} FROM newest_rows;
            DROP TABLE newest_rows;
            """);
        return (null, null);
    }

    /// <summary>The rows of the keys of changed records, from all their records.</summary>
    private (string? Came, string? Went) ReplaceKeys(Model model)
    {
        var renderer = new DuckDbRenderer(t => t is TablePart ? t.Name : t.QualifiedName);
        var touched = TablePart.Touched(model).Name;
        var sameKey = model.RefreshKeys.Select(k => $"k.{TablePart.TouchedKey(k).Name} = t.{k.Name}");
        session.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE {touched} AS {renderer.Render(ChangedKeys.Touched(model))};
            DELETE FROM {model.QualifiedName} AS t
            WHERE EXISTS (SELECT 1 FROM {touched} AS k WHERE {string.Join(" AND ", sameKey)});
            """);
        _shared.Run(renderer, ChangedKeys.Rows(model), [], select =>
            session.Execute($"INSERT INTO {model.QualifiedName} ({Names(model.Columns)})\n{select}"));
        session.Execute($"DROP TABLE {touched}");
        return (null, null);
    }

    private void Counts(IReadOnlyList<TableState> counted)
    {
        var rows = counted.Select(s =>
            $"('{s.Refresh.Model.Layer.ToString().ToLowerInvariant()}', '{s.Refresh.Model.Name}', CAST({s.Rows} AS BIGINT))");
        session.Execute(
            $"""
            CREATE OR REPLACE TABLE {TableCounts.Table.QualifiedName} AS
            SELECT * FROM (VALUES {string.Join(", ", rows)}) AS t(layer, table_name, row_count)
            """);
    }

    private string Checksum(Model model, string from) =>
        (string)session.Row(DuckDbChecksum.Of(model.Columns, from))[1]!;
}
