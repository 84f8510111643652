namespace Tracklake.Delta.Bench;

/// <summary>5 M rows of 5 columns through the library, statistics included, against DuckDB's bare COPY with the same
/// compression; the goal is 1.25x.</summary>
internal static class BigWrite
{
    private const string Rows = """
        SELECT i AS id, 'track ' || (hash(i) % 1000000) AS name, (hash(i) % 100000) / 7.0::DOUBLE AS score,
               DATE '2026-01-01' + CAST(i % 365 AS INTEGER) AS day,
               TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_microseconds(CAST(hash(i) % 1000000000000 AS BIGINT)) AS at
        FROM range(5000000) r(i)
        """;

    public static void Run(Scratch scratch)
    {
        scratch.Execute($"CREATE TEMP TABLE five AS {Rows}");
        var pairs = Enumerable.Range(0, 3).Select(round =>
        {
            var copy = Path.Combine(scratch.Folder, $"bare{round}.parquet");
            var bare = Scratch.Milliseconds(() => scratch.Execute($"COPY five TO '{copy}' (FORMAT parquet, COMPRESSION zstd)"));
            var table = new DeltaTable(Path.Combine(scratch.Folder, $"table{round}"));
            var mine = Scratch.Milliseconds(() => table.Write(scratch.Connection, "SELECT * FROM five",
                new DeltaWrite { Mode = DeltaWriteMode.Append }));
            File.Delete(copy);
            Directory.Delete(table.Path, recursive: true);
            return (Bare: bare, Mine: mine);
        }).ToList();
        Scratch.Print("5 M rows x 5: bare COPY / through the library",
            $"{Scratch.Ms(Scratch.Median([.. pairs.Select(p => p.Bare)]))} / {Scratch.Ms(Scratch.Median([.. pairs.Select(p => p.Mine)]))}: "
            + $"{Scratch.Ratio(Scratch.Median([.. pairs.Select(p => p.Mine / p.Bare)]))} (goal 1.25x)");
    }
}
