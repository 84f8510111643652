using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Writes the rows of a query as data files: into a hidden folder first, measured, synced, and then renamed, so
/// that no half-written file ever has a final name.</summary>
internal sealed class DataFileWriter(string table, DeltaOptions options)
{
    /// <summary>Where files are before they are whole; readers and vacuum of every engine skip such names.</summary>
    public const string StagingPrefix = ".staging-";
    private const string Hive = "__delta_p";
    private const string Outside = "outside of the partition";
    private const int MostIds = 1000;

    /// <summary>Writes the query's rows, whose columns are the target's in name, type and order. The files are in place
    /// when this returns, but belong to no version yet.</summary>
    public List<AddFile> Write(
        DuckDBConnection connection, string selectSql, DeltaSnapshot target, bool dataChange = true, string folder = "",
        IReadOnlyDictionary<string, string?>? partition = null, Action<string>? writeFiles = null)
    {
        var staging = Path.Combine(table, string.Create(CultureInfo.InvariantCulture,
            $"{StagingPrefix}{Environment.ProcessId}-{options.NewId():N}"));
        DurableFiles.CreateFolder(table);
        // Not synced: what is lost with it was never part of anything.
        FileSteps.Before("mkdir", staging);
        Directory.CreateDirectory(staging);
        try
        {
            FileSteps.Before("copy", staging);
            var partitions = target.PartitionColumns.Select(name => target.Schema.Find(name)!).ToList();
            if (writeFiles is null || !TryTake(writeFiles, staging, target))
                Copy(connection, selectSql, target, partitions, partition, staging);
            var staged = Directory.EnumerateFiles(staging, "*.parquet", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal).ToList();
            if (staged.Count == 0) return [];
            // The disk is busy with the files while the processor measures them.
            foreach (var path in staged) FileSteps.Before("fsync", path);
            var synced = Task.Run(() => staged.ForEach(DurableFiles.Sync));
            var rules = RowRules.Of(target);
            var measures = Measure(connection, target, rules, partitions, staged);
            synced.GetAwaiter().GetResult();
            RowRules.Enforce(target, rules, measures.Values);
            return Place(staged, measures, target, partitions, staging, dataChange, folder);
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    /// <summary>Takes back files that did not make it into a version.</summary>
    public void Discard(IEnumerable<AddFile> files)
    {
        foreach (var file in files)
        {
            if (LogPath.Resolve(table, file.Path) is { } path) DurableFiles.Delete(path);
        }
    }

    // Files of other columns would be read wrongly: they get the tag that says that nobody has to look.
    private static bool TryTake(Action<string> writeFiles, string staging, DeltaSnapshot target)
    {
        writeFiles(staging);
        var (own, _) = FileShape.Of(target.Schema, target.PartitionColumns);
        var written = Directory.GetFiles(staging, "*.parquet", SearchOption.AllDirectories);
        if (FileShape.Probe(written).Values.All(s => SchemaPlan.AreSame(s.Columns.Fields, own.Columns.Fields))) return true;
        foreach (var path in written) File.Delete(path);
        return false;
    }

    private Dictionary<string, FileMeasure> Measure(
        DuckDBConnection connection, DeltaSnapshot target,
        List<RowRule> rules, List<DeltaField> partitions, List<string> staged)
    {
        var columns = RowRules.NeedPartitions(target)
            ? string.Join(", ", partitions.Select((f, i) => string.Create(CultureInfo.InvariantCulture,
                $"CAST(CASE WHEN {Hive}{i} <> 'n' THEN {Hive}{i}[2:] END AS {DuckTypes.ToDuck(f.Type)}) AS {Sql.Name(f.Name)}")))
            : null;
        try
        {
            return Query(target, rules).Measure(connection, staged, columns);
        }
        catch (DuckDBException e) when (rules.Count > 0 && (e.Message.Contains("Binder Error", StringComparison.Ordinal)
            || e.Message.Contains("Parser Error", StringComparison.Ordinal)
            || e.Message.Contains("Catalog Error", StringComparison.Ordinal)))
        {
            throw new DeltaUnsupportedException(table, target.Version, "checkConstraints",
                $"a constraint, invariant or generated column is not in DuckDB's SQL, so it cannot be enforced: {e.Message}");
        }
    }

    private static StatisticsQuery Query(DeltaSnapshot target, IReadOnlyList<RowRule> rules)
    {
        var limit = int.TryParse(target.Property("delta.dataSkippingNumIndexedCols"), NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var said) ? (said < 0 ? int.MaxValue : said) : 32;
        return new StatisticsQuery(target.Schema, target.PartitionColumns, limit, rules);
    }

    private void Copy(
        DuckDBConnection connection, string selectSql, DeltaSnapshot target, List<DeltaField> partitions,
        IReadOnlyDictionary<string, string?>? partition, string staging)
    {
        var data = target.Schema.Fields.Where(f => !target.IsPartition(f.Name) && f.Type != DeltaType.Void)
            .Select(f => Sql.Name(f.Name)).ToList();
        var format = string.Create(CultureInfo.InvariantCulture,
            $"FORMAT parquet, COMPRESSION {options.Compression}, ROW_GROUP_SIZE {options.RowGroupSize}");
        if (partitions.Count == 0)
        {
            Engine.Execute(connection,
                $"COPY (SELECT {string.Join(", ", data)} FROM ({selectSql})) TO {Sql.Text(Path.Combine(staging, "0.parquet"))} ({format})");
            return;
        }
        if (partition is not null)
        {
            CopyPartition(connection, selectSql, target, partitions.ConvertAll(f => (f, partition[f.Name])), data, format, staging);
            return;
        }

        // A letter before each value keeps null, '' and a text that looks like either apart in the folder's name.
        var keys = partitions.Select((f, i) => string.Create(CultureInfo.InvariantCulture,
            $"coalesce('v' || {PartitionValue.ToText(f.Type, Sql.Name(f.Name))}, 'n') AS {Hive}{i}"));
        new PartitionSplit(connection, staging, format, data, Hive, partitions.Count)
            .Write($"SELECT {string.Join(", ", data.Concat(keys))} FROM ({selectSql})");
    }

    private void CopyPartition(
        DuckDBConnection connection, string selectSql, DeltaSnapshot target,
        List<(DeltaField Field, string? Value)> partition, List<string> data, string format, string staging)
    {
        var folder = Path.Combine([staging, .. partition.Select((p, i) => string.Create(CultureInfo.InvariantCulture,
            $"{Hive}{i}={(string.IsNullOrEmpty(p.Value) ? "n" : "v" + Uri.EscapeDataString(p.Value))}"))]);
        Directory.CreateDirectory(folder);
        var isWithin = string.Join(" AND ", partition.Select(p =>
            $"{Sql.Name(p.Field.Name)} IS NOT DISTINCT FROM {PartitionValue.Literal(p.Field.Type, p.Value)}"));
        try
        {
            Engine.Execute(connection,
                $"COPY (SELECT {string.Join(", ", data)} FROM ({selectSql}) WHERE CASE WHEN {isWithin} THEN true ELSE error('{Outside}') END) "
                + $"TO {Sql.Text(Path.Combine(folder, "0.parquet"))} ({format})");
        }
        catch (DuckDBException e) when (e.Message.Contains(Outside, StringComparison.Ordinal))
        {
            throw new DeltaConstraintException(table, target.Version, "partition",
                $"a new row is outside of the partition {string.Join(", ", partition.Select(p => $"{p.Field.Name}={p.Value}"))}; "
                + "nothing was committed");
        }
    }

    private List<AddFile> Place(List<string> staged, Dictionary<string, FileMeasure> measures, DeltaSnapshot target,
        List<DeltaField> partitions, string staging, bool dataChange, string folder)
    {
        var (_, tag) = FileShape.Of(target.Schema, target.PartitionColumns);
        var files = new List<AddFile>();
        var folders = new HashSet<string>();
        foreach (var path in staged)
        {
            if (!measures.TryGetValue(path, out var measure) || measure.Rows == 0) continue;
            var values = Values(Path.GetRelativePath(staging, path), partitions);
            CheckNotNull(target, partitions, values);
            var relative = FreeName(target, files.Count, [folder, PartitionValue.Folder(values)]);
            var final = Path.Combine(table, relative);
            DurableFiles.CreateFolder(Path.GetDirectoryName(final)!);
            DurableFiles.Rename(path, final);
            folders.Add(Path.GetDirectoryName(final)!);
            files.Add(new AddFile
            {
                Path = relative,
                PartitionValues = values.ToDictionary(v => v.Name, v => v.Value),
                Size = new FileInfo(final).Length,
                ModificationTime = options.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
                DataChange = dataChange,
                Stats = measure.Stats,
                Tags = new Dictionary<string, string?> { [FileShape.Tag] = tag },
            });
        }

        foreach (var changed in folders) DurableFiles.SyncFolder(changed);
        return files;
    }

    /// <summary>A name that no version knows. An orphan of a killed run may have it: that one is replaced, so that a run
    /// that is repeated with the same ids ends with the same names.</summary>
    private string FreeName(DeltaSnapshot target, int number, string[] folders)
    {
        var state = target.Loaded.State;
        for (var attempt = 0; attempt < MostIds; attempt++)
        {
            var name = string.Create(CultureInfo.InvariantCulture,
                $"part-{number:D5}-{options.NewId():D}-c000.{options.Compression}.parquet");
            var relative = string.Join('/', folders.Append(name).Where(s => s.Length > 0));
            var key = new FileKey(relative, null);
            if (!state.Files.ContainsKey(key) && !state.Tombstones.ContainsKey(key)) return relative;
        }

        throw new DeltaException(table, target.Version, "the source of ids repeats: every name that it gave is taken");
    }

    private static void CheckNotNull(
        DeltaSnapshot target, List<DeltaField> partitions, List<(string Name, string? Value)> values)
    {
        for (var i = 0; i < partitions.Count; i++)
        {
            if (!partitions[i].Nullable && values[i].Value is null)
                throw new DeltaConstraintException(target.TablePath, target.Version, partitions[i].Name,
                    $"a new row breaks NOT NULL of the column '{partitions[i].Name}'; nothing was committed");
        }
    }

    private static List<(string Name, string? Value)> Values(string relative, List<DeltaField> partitions)
    {
        if (partitions.Count == 0) return [];
        var segments = relative.Split(Path.DirectorySeparatorChar);
        return [.. partitions.Select((field, i) =>
        {
            var text = Uri.UnescapeDataString(segments[i][(segments[i].IndexOf('=', StringComparison.Ordinal) + 1)..]);
            return (field.Name, text[0] == 'n' ? null : text[1..]);
        })];
    }
}
