using System.Globalization;
using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests;

public sealed class MaintenanceTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Every_tenth_version_has_a_checkpoint_that_others_find()
    {
        var table = Grown(21);
        var log = Path.Combine(table.Path, "_delta_log");
        Assert.Equal(["00000000000000000010.checkpoint.parquet", "00000000000000000020.checkpoint.parquet"],
            Directory.GetFiles(log, "*.checkpoint.parquet").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var hint = LogJson.ReadLastCheckpoint(File.ReadAllBytes(Path.Combine(log, "_last_checkpoint")))!;
        Assert.Equal((20L, 21L, 23L), (hint.Version, hint.NumOfAddFiles, hint.Size));
        Assert.Equal(new FileInfo(Path.Combine(log, "00000000000000000020.checkpoint.parquet")).Length, hint.SizeInBytes);
        Assert.Equal(21, _lake.Rows(_lake.Table()).Count);
        Assert.Equal(20, new LogReader(table.Path, new LocalLogStore(table.Path)).Load(null)!.CheckpointVersion);
    }

    [Fact]
    public void A_table_opens_from_its_checkpoint_when_older_commits_are_gone()
    {
        var table = Grown(12);
        foreach (var commit in Directory.GetFiles(Path.Combine(table.Path, "_delta_log"), "*.json")
            .Where(f => string.CompareOrdinal(Path.GetFileName(f), "00000000000000000010.json") <= 0)) File.Delete(commit);
        Assert.Equal(12, _lake.Rows(_lake.Table()).Count);
        Assert.Throws<DeltaNotFoundException>(() => _lake.Table().Open(9));
    }

    [Fact]
    public void A_broken_checkpoint_costs_nothing_while_the_commits_are_there()
    {
        var table = Grown(12);
        var checkpoint = Path.Combine(table.Path, "_delta_log", "00000000000000000010.checkpoint.parquet");
        File.WriteAllText(checkpoint, "PAR1 but not really");
        Assert.Equal(12, _lake.Rows(_lake.Table()).Count);
        File.WriteAllText(checkpoint, "");
        Assert.Equal(12, _lake.Rows(_lake.Table()).Count);
        File.Delete(Path.Combine(table.Path, "_delta_log", "00000000000000000000.json"));
        Assert.Throws<DeltaCorruptException>(() => _lake.Table().Open());
    }

    [Fact]
    public void Checksums_say_what_each_version_holds()
    {
        var table = Grown(3);
        for (var version = 0; version < 3; version++)
        {
            var crc = LogJson.ReadChecksum(File.ReadAllBytes(
                Path.Combine(table.Path, "_delta_log", $"{version.ToString("D20", CultureInfo.InvariantCulture)}.crc")))!;
            var snapshot = table.Open(version);
            Assert.Equal((snapshot.Files.Count, snapshot.SizeInBytes), (crc.NumFiles, crc.TableSizeBytes));
            Assert.Equal(snapshot.TableId, crc.Metadata!.Id);
        }
    }

    [Fact]
    public void Optimize_puts_small_files_together_and_keeps_the_rows()
    {
        var table = Grown(8);
        var before = _lake.Rows(table);
        var commit = table.Optimize(_lake.Connection);
        Assert.Equal((1, 8), (commit.FilesAdded, commit.FilesRemoved));
        Assert.Equal(before, _lake.Rows(table));
        Assert.All(new LogReader(table.Path, new LocalLogStore(table.Path)).ReadCommit(commit.Version)!,
            l => Assert.False((l.Add?.DataChange ?? false) || (l.Remove?.DataChange ?? false)));
        Assert.True(table.Optimize(_lake.Connection).Skipped);
    }

    [Fact]
    public void Optimize_sorts_within_each_partition()
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, "SELECT hash(i) % 1000 AS v, i % 2 AS p FROM range(5000) r(i)".Replace("hash(i) % 1000", "CAST(hash(i) % 1000 AS INTEGER)", StringComparison.Ordinal),
            new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["p"] });
        var before = _lake.Rows(table);
        table.Optimize(_lake.Connection, new DeltaOptimize { OrderBy = ["v"], TargetFileBytes = table.Open().Files[0].Size / 3 });
        Assert.Equal(before, _lake.Rows(table));
        Assert.True(table.Open().Files.Count >= 6);
        Assert.True(table.Open().FilesFor(DeltaPruning.Equal("v", 500)).Count <= 4);
    }

    [Fact]
    public void Vacuum_deletes_only_what_no_kept_version_needs()
    {
        var table = Grown(4);
        table.Optimize(_lake.Connection);
        var old = table.Open(3).Files.Select(f => f.Path).Order(StringComparer.Ordinal).ToList();
        File.WriteAllText(Path.Combine(table.Path, "orphan.parquet"), "x");
        File.WriteAllText(Path.Combine(table.Path, "_hidden"), "x");
        Assert.Empty(table.Vacuum().Files);
        _lake.Clock.Now = DateTimeOffset.UtcNow.AddDays(8);
        var dry = table.Vacuum(new DeltaVacuum { DryRun = true });
        Assert.Equal(old.Append("orphan.parquet").Order(StringComparer.Ordinal), dry.Files);
        Assert.True(File.Exists(Path.Combine(table.Path, old[0])));
        Assert.Equal(dry.Files, table.Vacuum().Files);
        Assert.False(File.Exists(Path.Combine(table.Path, old[0])));
        Assert.Equal(4, _lake.Rows(table).Count);
        Assert.True(File.Exists(Path.Combine(table.Path, "_hidden")));
        Assert.Throws<DeltaNotFoundException>(() => table.Restore(1));
    }

    [Fact]
    public void Vacuum_keeps_tombstones_that_are_young_and_refuses_short_retentions()
    {
        _lake.Clock.Now = DateTimeOffset.UtcNow;
        var table = Grown(2);
        _lake.Clock.Advance(TimeSpan.FromDays(8));
        _lake.Overwrite(table, "SELECT 99 AS v");
        _lake.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(table.Vacuum().Files);
        Assert.Throws<DeltaException>(() => table.Vacuum(new DeltaVacuum { Retention = TimeSpan.FromHours(1) }));
        Assert.Equal(2, table.Vacuum(new DeltaVacuum { Retention = TimeSpan.FromHours(1), AllowShortRetention = true }).Files.Count);
    }

    [Fact]
    public void Vacuum_does_not_delete_a_live_file_whose_path_is_spelled_in_percents()
    {
        var table = Grown(1);
        var file = table.Open().Files[0].Path;
        var log = Path.Combine(table.Path, "_delta_log", "00000000000000000000.json");
        File.Move(Path.Combine(table.Path, file), Path.Combine(table.Path, "a b%c.parquet"), overwrite: true);
        File.WriteAllText(log, File.ReadAllText(log).Replace(file, "a%20b%25c.parquet", StringComparison.Ordinal));
        table = _lake.Table();
        Assert.Single(_lake.Rows(table));
        _lake.Clock.Now = DateTimeOffset.UtcNow.AddDays(30);
        Assert.Empty(table.Vacuum().Files);
        Assert.Single(_lake.Rows(table));
    }

    [Fact]
    public void Log_cleanup_keeps_what_the_newest_old_checkpoint_needs()
    {
        var table = Grown(25);
        var rows = _lake.Rows(table);
        Assert.Empty(table.CleanUpLog().Files);
        _lake.Clock.Now = DateTimeOffset.UtcNow.AddDays(32);
        var dry = table.CleanUpLog(dryRun: true);
        var done = table.CleanUpLog();
        Assert.Equal(dry.Files, done.Files);
        var log = Path.Combine(table.Path, "_delta_log");
        Assert.Equal("00000000000000000020.json", Directory.GetFiles(log, "*.json").Select(Path.GetFileName).Min());
        Assert.Equal(rows, _lake.Rows(_lake.Table()));
        Assert.Equal(21, _lake.Rows(_lake.Table(), 20).Count);
        Assert.Throws<DeltaNotFoundException>(() => _lake.Table().Open(19));
    }

    [Fact]
    public void Compacted_commits_are_read_in_place_of_the_commits()
    {
        var table = Grown(6);
        var rows = _lake.Rows(table);
        var log = Path.Combine(table.Path, "_delta_log");
        var compacted = Enumerable.Range(1, 3).SelectMany(v => File.ReadAllLines(Path.Combine(log, LogNames.Commit(v))))
            .Where(l => !l.StartsWith("{\"commitInfo", StringComparison.Ordinal));
        File.WriteAllLines(Path.Combine(log, "00000000000000000001.00000000000000000003.compacted.json"), compacted);
        foreach (var version in Enumerable.Range(1, 3)) File.WriteAllText(Path.Combine(log, LogNames.Commit(version)), "not read");
        Assert.Equal(rows, _lake.Rows(_lake.Table()));
    }

    private DeltaTable Grown(int versions)
    {
        var table = _lake.Table();
        for (var i = 0; i < versions; i++) _lake.Append(table, $"SELECT {i} AS v");
        return table;
    }
}
