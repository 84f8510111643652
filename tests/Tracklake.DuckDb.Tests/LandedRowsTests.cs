using System.Text;
using System.Text.Json;
using Tracklake.Delta;
using Tracklake.DuckDb.Lakehouse;
using Tracklake.Models.Bronze;
using Tracklake.Pipeline;
using Tracklake.Raw;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Tests;

/// <summary>Bronze has what landing wrote, whether its files are taken as they are or put together.</summary>
public sealed class LandedRowsTests
{
    private const int Many = 70_000;

    [Fact]
    public async Task Large_files_are_taken_as_they_are_and_small_ones_are_put_together()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Lines(Many));
        await home.AddAsync("d2", Some.Day.AddDays(1), Lines(10));
        await home.AddAsync("d3", Some.Day.AddDays(1), Lines(20));
        Assert.Equal(RunOutcome.Released, (await home.RunAsync()).Result?.Outcome);
        await home.AddAsync("d4", Some.Day.AddDays(2), Lines(30));
        Assert.Equal(RunOutcome.Released, (await home.RunAsync()).Result?.Outcome);

        var tracks = home.Lake().Of(BronzeTables.Tracks).Open();
        Assert.Equal([30, 30, Many], tracks.Files.Select(f => f.NumRecords).Order());
        Assert.True(tracks.Files.Max(f => f.Size) > LandedRows.LargeFrom, "The batch is too small to be taken as it is.");
        Assert.All(tracks.Files, f => Assert.Contains("\"_run_id\":0", f.Stats![f.Stats!.IndexOf("nullCount", StringComparison.Ordinal)..], StringComparison.Ordinal));
        using var session = DuckDbSession.InMemory(home.Engine);
        Assert.Empty(new TableCheck(home.Lake().Of(BronzeTables.Tracks)).Run(session.Connection));
        var columns = string.Join(", ", ProcessedTracks.Table.Columns.Select(c => c.Name));
        string Content(string from) => string.Join('|', session.Row($"SELECT count(*), bit_xor(hash(t)) FROM (SELECT {columns} FROM {from}) t"));
        Assert.Equal(
            Content($"read_parquet('{home.Root}/spotify/{LandedKeys.Processed}/tracks/*/*/*.parquet', hive_partitioning = false)"),
            Content(tracks.ToSql()));
        Assert.Equal(
            [$"1|{Many + 30}", "2|30"],
            await home.QueryAsync("SELECT _run_id, count(*) FROM bronze.spotify_tracks_bronze GROUP BY 1 ORDER BY 1"));
    }

    private static (RawKind, string?, string) Lines(int count)
    {
        var lines = new StringBuilder();
        var random = new Random(count);
        for (var i = 0; i < count; i++)
        {
            lines.Append(JsonSerializer.Serialize(Some.Track(
                new string(random.GetItems<char>("0123456789abcdefghijklmnopqrstuvwxyz", 22)), ["a" + random.Next(9)], "b" + random.Next(99),
                isrc: $"QZ{random.Next(10, 99)}A{random.Next(1_000_000, 9_999_999)}", name: Convert.ToHexString(NextBytes(random)))));
            lines.Append('\n');
        }
        return (RawKind.TrackLines, null, lines.ToString());
    }

    private static byte[] NextBytes(Random random)
    {
        var bytes = new byte[60];
        random.NextBytes(bytes);
        return bytes;
    }
}
