namespace Tracklake.Delta.Bench;

/// <summary>Reading the one file of 10,000 that holds a value; the goal is the cost of the file plus 100 ms.</summary>
internal static class PrunedScan
{
    private const int Files = 10_000;

    public static void Run(Scratch scratch)
    {
        var path = Path.Combine(scratch.Folder, "scan");
        Logs.Create(path, Files);
        var table = new DeltaTable(path);
        table.Checkpoint();
        var prune = DeltaPruning.Equal("id", 432_150);
        var file = table.Open().FilesFor(prune).Single();
        scratch.Execute($"COPY (SELECT 432100 + i AS id, 'name 4321' AS name, 0.5 + i AS score FROM range(100) r(i)) "
            + $"TO '{Path.Combine(path, file.Path)}' (FORMAT parquet)");
        var bare = Scratch.Median(9, () => scratch.Execute(
            $"SELECT * FROM read_parquet('{Path.Combine(path, file.Path)}') WHERE id = 432150"));
        var mine = Scratch.Median(9, () => scratch.Execute($"SELECT * FROM {table.Open().ToSql(prune)} WHERE id = 432150"));
        Scratch.Print("1 file of 10,000: bare read / pruned scan",
            $"{Scratch.Ms(bare)} / {Scratch.Ms(mine)}: {Scratch.Ms(mine - bare)} more (goal 100 ms)");
        var anew = Scratch.Median(9, () => scratch.Execute($"SELECT * FROM {new DeltaTable(path).Open().ToSql(prune)} WHERE id = 432150"));
        Scratch.Print("the same with the table opened anew", $"{Scratch.Ms(anew)}: {Scratch.Ms(anew - bare)} more");
    }
}
