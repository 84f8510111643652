namespace Tracklake.Delta.Bench;

/// <summary>A commit of a few thousand rows, statistics and fsync included; the goal is 15 ms.</summary>
internal static class SmallCommits
{
    private const string Rows =
        "SELECT i AS id, 'track ' || i AS name, i * 0.5::DOUBLE AS score, DATE '2026-01-01' + CAST(i % 3 AS INTEGER) AS day, "
        + "TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_seconds(i) AS at FROM range(5000) r(i)";

    public static void Run(Scratch scratch)
    {
        var plain = new DeltaTable(Path.Combine(scratch.Folder, "plain"));
        var split = new DeltaTable(Path.Combine(scratch.Folder, "split"));
        var copy = Path.Combine(scratch.Folder, "copy.parquet");
        Append(plain, []);
        Append(split, ["day"]);
        Scratch.Print("bare COPY of 5,000 rows x 5", Scratch.Ms(Scratch.Median(25, () =>
            scratch.Execute($"COPY ({Rows}) TO '{copy}' (FORMAT parquet, COMPRESSION zstd)"))));
        Scratch.Print("append, processor time / bare COPY's", $"{Scratch.Ms(Scratch.Processor(40, () => Append(plain, [])))} / "
            + Scratch.Ms(Scratch.Processor(40, () => scratch.Execute($"COPY ({Rows}) TO '{copy}' (FORMAT parquet, COMPRESSION zstd)"))));
        Scratch.Print("append in 3 partitions, processor time", Scratch.Ms(Scratch.Processor(40, () => Append(split, ["day"]))));
        Scratch.Print("append of 5,000 rows x 5", Scratch.Ms(Scratch.Median(45, () => Append(plain, []))));
        Scratch.Print("append of the same in 3 partitions", Scratch.Ms(Scratch.Median(45, () => Append(split, ["day"]))));

        void Append(DeltaTable table, string[] partitionBy) => table.Write(scratch.Connection, Rows,
            new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = partitionBy });
    }
}
