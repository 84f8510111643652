using Tracklake.Delta.Tests.Fixture;
using Tracklake.Delta.Tests.Golden;

namespace Tracklake.Delta.Tests;

public sealed class TableCheckTests(ITestOutputHelper output) : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void What_this_library_writes_has_nothing_wrong_with_it() => Assert.Empty(Check(Sound()));

    [Fact]
    public void Sparks_own_tables_have_nothing_wrong_with_them()
    {
        GoldenTables.Need();
        var tables = 0;
        var wrong = new List<string>();
        foreach (var name in GoldenTables.WithExpected)
        {
            var problems = new TableCheck(new DeltaTable(GoldenTables.Delta(name))).Run(_lake.Connection)
                .Where(p => p.Level == DeltaProblemLevel.Error).ToList();
            wrong.AddRange(problems.Select(p => $"{name}: {p}"));
            tables++;
        }

        output.WriteLine($"{tables} of Spark's tables checked");
        Assert.Empty(wrong);
        Assert.True(tables >= 71);
    }

    [Theory]
    [InlineData("file", "is not there")]
    [InlineData("size", "bytes, the log says")]
    [InlineData("rows", "its statistics say")]
    [InlineData("bound", "the greatest 'a' is")]
    [InlineData("crc", "files of")]
    [InlineData("gap", "missing before")]
    [InlineData("hint", "that it names is not there")]
    [InlineData("checkpoint", "not the state of the commits")]
    [InlineData("path", "leaves the table")]
    [InlineData("json", "line 2")]
    public void Each_thing_that_is_broken_is_named(string what, string said)
    {
        var table = Sound();
        var log = Path.Combine(table.Path, "_delta_log");
        var newest = Path.Combine(log, LogNames.Commit(11));
        var data = table.Open().Files[0].Path;
        switch (what)
        {
            case "file": File.Delete(Path.Combine(table.Path, data)); break;
            case "size": File.AppendAllText(Path.Combine(table.Path, data), "x"); break;
            case "rows": Edit(newest, "\\\"numRecords\\\":3", "\\\"numRecords\\\":4"); break;
            case "bound": Edit(newest, "\\\"maxValues\\\":{\\\"a\\\":13", "\\\"maxValues\\\":{\\\"a\\\":12"); break;
            case "crc": Edit(Path.Combine(log, LogNames.Checksum(3)), "\"numFiles\":4", "\"numFiles\":5"); break;
            case "gap": File.Delete(Path.Combine(log, LogNames.Commit(4))); break;
            case "hint": Edit(Path.Combine(log, "_last_checkpoint"), "\"version\":10", "\"version\":9"); break;
            case "checkpoint": File.Copy(Other(), Path.Combine(log, LogNames.Checkpoint(10)), overwrite: true); break;
            case "path": Edit(newest, "\"path\":\"part", "\"path\":\"../part"); break;
            case "json": Edit(newest, "{\"add\"", "{\"add"); break;
        }

        var problems = Check(_lake.Table());
        foreach (var problem in problems) output.WriteLine(problem.ToString());
        Assert.Contains(problems, p => p.Message.Contains(said, StringComparison.Ordinal));
    }

    private static void Edit(string file, string from, string to)
    {
        var text = File.ReadAllText(file);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(from, to, StringComparison.Ordinal));
    }

    private string Other()
    {
        var other = _lake.Table("other");
        _lake.Append(other, "SELECT 1 AS z");
        other.Checkpoint();
        return Path.Combine(other.Path, "_delta_log", LogNames.Checkpoint(0));
    }

    private IReadOnlyList<DeltaProblem> Check(DeltaTable table) => new TableCheck(table).Run(_lake.Connection);

    private DeltaTable Sound()
    {
        var table = _lake.Table();
        for (var i = 0; i < 12; i++)
            _lake.Append(table, $"SELECT {i} + x AS a, repeat('ü😀', x * 20) AS s, TIMESTAMPTZ '2026-01-01 00:00:00.0001+00' AS at FROM (VALUES (0), (1), (2)) v(x)");
        return table;
    }
}
