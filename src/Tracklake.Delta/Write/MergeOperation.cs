using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Merges a source into a table: touched files are found by a join, written again and replaced.</summary>
internal sealed class MergeOperation(
    DeltaTable table, DeltaOptions options, DuckDBConnection connection, DeltaMerge merge)
{
    private const string FileColumn = "__delta_touched";
    private static long _sources;
    private readonly DataFileWriter _files = new(table.Path, options);
    private readonly string _source = string.Create(CultureInfo.InvariantCulture,
        $"__delta_source_{Interlocked.Increment(ref _sources)}");

    public PreparedCommit? Prepare(DeltaSnapshot? current)
    {
        if (current is null) throw new DeltaNotFoundException(table.Path, null, "there is no table to merge into");
        var plan = new SchemaPlan(table.Path, current);
        var offered = plan.Offered(connection, merge.SourceSql);
        var schema = Schema(plan, current, offered);
        var metaData = schema.ToJson() == current.Schema.ToJson() ? null
            : current.MetaData with { SchemaString = schema.ToJson() };
        var target = metaData is null ? current : TableCreation.Target(table.Path, current, null, metaData, options);
        // The source may be costly, or random: it is asked once.
        Engine.Execute(connection, $"CREATE TEMP TABLE {_source} AS {Projected(schema, offered)}");
        var written = new List<AddFile>();
        try
        {
            return Build(current, target, metaData, new MergeSql(merge, schema, offered, _source), written);
        }
        catch
        {
            _files.Discard(written);
            throw;
        }
        finally
        {
            Engine.Execute(connection, $"DROP TABLE {_source}");
        }
    }

    private PreparedCommit? Build(
        DeltaSnapshot current, DeltaSnapshot target, MetaData? metaData, MergeSql sql, List<AddFile> written)
    {
        if (Engine.Query(connection, sql.DuplicateKey(), r => r.GetString(0)) is [var twice, ..])
            throw new DeltaConstraintException(table.Path, current.Version, "merge key",
                $"the source has the key {twice} more than once, so which row would win is not defined");
        var prune = merge.DeleteNotMatchedBySource ? null : KeyBounds.Of(connection, target, merge.Keys, _source);
        var candidates = target.FilesFor(prune);
        var (touched, updated, deleted) = Touched(target, candidates, sql);
        var keeps = touched.Count == 0 ? null : sql.Kept(new ScanSql(target).Select(touched));
        var inserts = merge.InsertNotMatched ? sql.Inserted(new ScanSql(target).Select(candidates)) : null;
        written.AddRange(keeps is null && inserts is null ? [] : _files.Write(connection,
            string.Join(" UNION ALL ", new[] { keeps, inserts }.Where(s => s is not null)), target));
        var before = touched.Sum(f => f.NumRecords ?? 0);
        var inserted = written.Sum(f => f.NumRecords ?? 0) - (before - deleted);
        if (merge.SkipIfEmpty && touched.Count == 0 && written.Count == 0 && metaData is null) return null;
        var changes = target.IsOn(ChangeFeed.Property) && touched.Count > 0
            ? new ChangeFeed(_files, connection, target).Write(sql.Changes(new ScanSql(target).Select(touched), inserts), written)
            : [];
        return new PreparedCommit
        {
            Read = current,
            Operation = "MERGE",
            Parameters = new() { ["predicate"] = LogJson.Text(merge.Keys.Select(k => $"t.{k} = s.{k}")) },
            Metrics = new()
            {
                ["numTargetRowsInserted"] = Text(inserted),
                ["numTargetRowsUpdated"] = Text(updated),
                ["numTargetRowsDeleted"] = Text(deleted),
                ["numTargetRowsCopied"] = Text(before - updated - deleted),
                ["numOutputRows"] = Text(written.Sum(f => f.NumRecords ?? 0)),
                ["numTargetFilesAdded"] = Text(written.Count),
                ["numTargetFilesRemoved"] = Text(touched.Count),
            },
            Adds = written,
            Written = [.. written, .. ChangeFeed.AsFiles(changes)],
            Removes = touched,
            Changes = changes,
            MetaData = metaData,
            Transaction = merge.Transaction,
            Info = merge.Info,
            WouldRead = prune is null ? _ => true : new Pruner(target, prune).MayHold,
        };
    }

    private DeltaSchema Schema(SchemaPlan plan, DeltaSnapshot current, DeltaSchema offered)
    {
        foreach (var key in merge.Keys.Count == 0 ? [""] : merge.Keys)
        {
            if (offered.Find(key) is null || current.Schema.Find(key) is null)
                throw new DeltaSchemaException(table.Path, current.Version,
                    $"the merge key '{key}' is not a column of both the source and the table");
        }

        // Without consent, what the table does not have is for the conditions only.
        var stored = merge.AllowSchemaChange
            ? offered
            : new DeltaSchema([.. offered.Fields.Where(f => current.Schema.Find(f.Name) is not null)]);
        return plan.ForMerge(stored, merge.AllowSchemaChange);
    }

    private (List<AddFile> Files, long Updated, long Deleted) Touched(
        DeltaSnapshot target, IReadOnlyList<AddFile> candidates, MergeSql sql)
    {
        if (candidates.Count == 0) return ([], 0, 0);
        var byPath = candidates.ToDictionary(target.FilePath);
        var scan = new ScanSql(target).Select(candidates, FileColumn);
        var found = Engine.Query(connection, sql.Touched(scan, FileColumn),
            r => (File: byPath[r.GetString(0)], Updated: r.GetInt64(1), Deleted: r.GetInt64(2)));
        return (found.ConvertAll(f => f.File), found.Sum(f => f.Updated), found.Sum(f => f.Deleted));
    }

    // The source in the table's types, and beside them what only conditions use.
    private string Projected(DeltaSchema schema, DeltaSchema offered)
    {
        var reader = new ColumnReader(
            new FileShape(new DeltaStruct(offered.Fields), new Dictionary<long, string>()), ColumnMapping.None);
        var columns = offered.Fields.Select(f => schema.Find(f.Name) is { } field
            ? $"{reader.Column(field)} AS {Sql.Name(field.Name)}" : Sql.Name(f.Name));
        return $"SELECT {string.Join(", ", columns)} FROM ({merge.SourceSql})";
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
