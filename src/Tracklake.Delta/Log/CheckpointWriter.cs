using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Writes classic checkpoints (protocol: Checkpoints, V1 Spec, Checkpoint Schema): the state as JSON lines,
/// turned into Parquet by DuckDB, which makes every field optional.</summary>
internal sealed class CheckpointWriter(ILogStore log, DeltaOptions options)
{
    private const string Vector = "STRUCT(storageType VARCHAR, pathOrInlineDv VARCHAR, \"offset\" INTEGER, "
        + "sizeInBytes INTEGER, cardinality BIGINT)";

    private const string Text = "MAP(VARCHAR, VARCHAR)";

    private static readonly (string Name, string Type)[] Columns =
    [
        ("txn", "STRUCT(appId VARCHAR, version BIGINT, lastUpdated BIGINT)"),
        ("add", $"STRUCT(path VARCHAR, partitionValues {Text}, size BIGINT, modificationTime BIGINT, dataChange BOOLEAN, "
            + $"stats VARCHAR, tags {Text}, deletionVector {Vector}, baseRowId BIGINT, defaultRowCommitVersion BIGINT, "
            + "clusteringProvider VARCHAR)"),
        ("remove", "STRUCT(path VARCHAR, deletionTimestamp BIGINT, dataChange BOOLEAN, extendedFileMetadata BOOLEAN, "
            + $"partitionValues {Text}, size BIGINT, deletionVector {Vector}, baseRowId BIGINT, "
            + "defaultRowCommitVersion BIGINT)"),
        ("metaData", $"STRUCT(id VARCHAR, name VARCHAR, description VARCHAR, \"format\" STRUCT(provider VARCHAR, "
            + $"options {Text}), schemaString VARCHAR, partitionColumns VARCHAR[], configuration {Text}, createdTime BIGINT)"),
        ("protocol", "STRUCT(minReaderVersion INTEGER, minWriterVersion INTEGER, readerFeatures VARCHAR[], "
            + "writerFeatures VARCHAR[])"),
        ("domainMetadata", "STRUCT(domain VARCHAR, configuration VARCHAR, removed BOOLEAN)"),
    ];

    /// <summary>Whether the table lets this library write its checkpoints: parsed statistics are not written here.
    /// </summary>
    public static bool MayWrite(DeltaSnapshot snapshot) => !snapshot.IsOn("delta.checkpoint.writeStatsAsStruct");

    /// <summary>Writes the checkpoint of a version and then the hint that names it.</summary>
    public void Write(DeltaSnapshot snapshot)
    {
        var id = options.NewId().ToString("N");
        var lines = log.LocalPath($".{id}.checkpoint.ndjson");
        var parquet = log.LocalPath($".{id}.checkpoint.parquet");
        try
        {
            var (actions, longest) = WriteLines(snapshot, lines);
            FileSteps.Before("copy", parquet);
            using (var connection = Engine.Connect()) Convert(connection, lines, parquet, longest);
            var size = new FileInfo(parquet).Length;
            log.ReplaceWithFile(LogNames.Checkpoint(snapshot.Version), parquet);
            Point(new LastCheckpoint
            {
                Version = snapshot.Version,
                Size = actions,
                SizeInBytes = size,
                NumOfAddFiles = snapshot.Loaded.State.Files.Count,
            });
        }
        finally
        {
            File.Delete(lines);
            File.Delete(parquet);
        }
    }

    private (long Count, int Longest) WriteLines(DeltaSnapshot snapshot, string path)
    {
        FileSteps.Before("write", path);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        var count = 0L;
        var longest = 0;
        foreach (var line in Actions(snapshot))
        {
            var json = LogJson.Line(line);
            file.Write(json);
            file.WriteByte((byte)'\n');
            longest = Math.Max(longest, json.Length);
            count++;
        }

        return (count, longest);
    }

    private IEnumerable<LogLine> Actions(DeltaSnapshot snapshot)
    {
        var state = snapshot.Loaded.State;
        yield return new LogLine { Protocol = state.Protocol };
        yield return new LogLine { MetaData = state.MetaData };
        foreach (var txn in state.Transactions.Values) yield return new LogLine { Txn = txn };
        foreach (var domain in state.Domains.Values) yield return new LogLine { DomainMetadata = domain };
        // A checkpoint is state, not change; files that vacuum may take by now need no tombstone any more.
        foreach (var file in snapshot.Files) yield return new LogLine { Add = file with { DataChange = false } };
        var horizon = Retention.TombstoneHorizon(snapshot, options.Clock.GetUtcNow());
        foreach (var tombstone in state.Tombstones.Values)
        {
            if ((tombstone.DeletionTimestamp ?? 0) > horizon)
                yield return new LogLine { Remove = tombstone with { Stats = null, Tags = null, DataChange = false } };
        }
    }

    private void Convert(DuckDBConnection connection, string lines, string parquet, int longest)
    {
        // DuckDB takes two buffers of the greatest size that it is told of, a thread.
        var size = Math.Max(1 << 20, longest + 1024).ToString(CultureInfo.InvariantCulture);
        var columns = string.Join(", ", Columns.Select(c => $"{Sql.Text(c.Name)}: {Sql.Text(c.Type)}"));
        Engine.Execute(connection,
            $"COPY (SELECT * FROM read_json({Sql.GlobPath(lines)}, format = 'newline_delimited', "
            + $"maximum_object_size = {size}, columns = {{{columns}}})) "
            + $"TO {Sql.Text(parquet)} (FORMAT parquet, COMPRESSION {options.Compression})");
    }

    // A slower writer of an older checkpoint may not turn the hint back.
    private void Point(LastCheckpoint to)
    {
        try
        {
            if (log.Read(LogNames.LastCheckpoint) is { } bytes && LogJson.ReadLastCheckpoint(bytes)?.Version > to.Version) return;
        }
        catch (System.Text.Json.JsonException)
        {
        }

        log.Replace(LogNames.LastCheckpoint, LogJson.Write(to));
    }
}
