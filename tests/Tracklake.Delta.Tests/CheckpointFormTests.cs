using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests;

/// <summary>Checkpoints in the forms that other writers give them.</summary>
public sealed class CheckpointFormTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Statistics_that_are_kept_in_columns_are_read_as_well()
    {
        var table = Started();
        Rewrite(table, """
            SELECT protocol, metaData, txn, CASE WHEN "add" IS NOT NULL THEN struct_pack(path := "add".path, partitionValues := "add".partitionValues,
                size := "add".size, modificationTime := "add".modificationTime, dataChange := "add".dataChange,
                stats_parsed := {'numRecords': 3::BIGINT,
                    'minValues': {'v': json_extract("add".stats, '$.minValues.v')::INTEGER, 'at': TIMESTAMPTZ '2026-01-01 00:00:00+00'},
                    'maxValues': {'v': json_extract("add".stats, '$.maxValues.v')::INTEGER, 'at': TIMESTAMPTZ '2026-01-01 00:00:00+00'},
                    'nullCount': {'v': 0::BIGINT, 'at': 0::BIGINT}}) END AS "add" FROM {0}
            """);
        var snapshot = new DeltaTable(table.Path).Open();
        Assert.Equal(9, snapshot.RecordCount);
        Assert.Single(snapshot.FilesFor(DeltaPruning.Equal("v", 11)));
        Assert.Equal(3, snapshot.FilesFor(DeltaPruning.Equal("at", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))).Count);
        Assert.Empty(snapshot.FilesFor(DeltaPruning.Equal("at", new DateTimeOffset(2026, 1, 1, 5, 0, 0, TimeSpan.Zero))));
    }

    [Fact]
    public void A_checkpoint_with_a_file_twice_is_refused()
    {
        var table = Started();
        Rewrite(table, "SELECT * FROM {0} UNION ALL SELECT * FROM {0} WHERE \"add\" IS NOT NULL");
        var refused = Assert.Throws<DeltaCorruptException>(() => new DeltaTable(table.Path).Open());
        Assert.Contains("is there twice", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tiny_checkpoint_of_endless_rows_is_refused_at_the_second()
    {
        var table = Started();
        Rewrite(table, "SELECT r.* FROM (SELECT * FROM {0} WHERE \"add\" IS NOT NULL LIMIT 1) r, range(300000)");
        Assert.True(new FileInfo(Checkpoint(table)).Length < 200_000);
        var before = GC.GetTotalAllocatedBytes();
        Assert.Throws<DeltaCorruptException>(() => new DeltaTable(table.Path).Open());
        Assert.True(GC.GetTotalAllocatedBytes() - before < 50_000_000);
    }

    [Fact]
    public void A_column_of_no_type_reads_as_null()
    {
        var table = Started();
        var snapshot = table.Open();
        var schema = new DeltaSchema([.. snapshot.Schema.Fields, new DeltaField("nothing", DeltaType.Void)]);
        new LocalLogStore(table.Path).TryCreate(LogNames.Commit(snapshot.Version + 1), LogJson.Write(
            [new LogLine { MetaData = snapshot.MetaData with { SchemaString = schema.ToJson() } }]));
        Assert.Equal(["NULL"], _lake.Query($"SELECT DISTINCT CAST(nothing AS VARCHAR) FROM {table.Open().ToSql()}"));
    }

    private static string Checkpoint(DeltaTable table) => Path.Combine(table.Path, "_delta_log", LogNames.Checkpoint(2));

    private DeltaTable Started()
    {
        var table = _lake.Table();
        for (var i = 0; i < 3; i++)
            _lake.Append(table, $"SELECT {i * 10} + x AS v, TIMESTAMPTZ '2026-01-01 00:00:00+00' AS at FROM (VALUES (0), (1), (2)) r(x)");
        table.Checkpoint();
        return table;
    }

    private void Rewrite(DeltaTable table, string sql)
    {
        var old = Path.Combine(_lake.Folder, "old.parquet");
        File.Copy(Checkpoint(table), old, overwrite: true);
        var select = sql.Replace("{0}", $"read_parquet('{old}')", StringComparison.Ordinal);
        _lake.Execute($"COPY ({select}) TO '{Checkpoint(table)}' (FORMAT parquet, COMPRESSION zstd)");
        foreach (var commit in Directory.GetFiles(Path.GetDirectoryName(Checkpoint(table))!, "*.json")) File.Delete(commit);
    }
}
