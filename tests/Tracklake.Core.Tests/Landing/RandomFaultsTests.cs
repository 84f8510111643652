using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tracklake.Landing;
using Tracklake.Raw;

namespace Tracklake.Core.Tests.Landing;

public sealed class RandomFaultsTests
{
    private static readonly string[] BadLines =
    [
        "null", "[]", "7", "{", "{\"id\":\"t\"", "{\"id\":\"t\",}", "{\"name\":\"x\"}", "{\"id\":{}}", "nonsense", "\"t\"",
        "{\"id\":\"t\",\"duration_ms\":1.5}", "{\"id\":\"t\",\"popularity\":-3}", "{\"id\":\"t\"}}",
        "{\"id\":\"t\",\"name\":\"\\ud800\"}", "{\"id\":\"t\",\"artists\":[{\"name\":7}]}", "{\"id\" \"t\"}",
    ];

    private static readonly string[] Gaps = ["\n", "\r\n", "\n\n", "\n  \t\n", " \n "];

    [Fact]
    public void Exactly_the_good_lines_land_and_every_place_points_to_its_bytes()
    {
        var line = Gen.OneOf(
            Gen.Choose(0, 60).Select(i => (Good: true, Text: Some.FullTrack($"t{i}", $"b{i % 7}"))),
            Gen.Choose(0, 60).Select(i => (Good: true, Text: $$"""{"name":"夜 {{i}}","id":"u{{i}}"}""")),
            Gen.Elements(BadLines).Select(text => (Good: false, Text: text)));
        var file =
            from lines in Gen.ListOf(line)
            from gap in Gen.Elements(Gaps)
            from rowGroup in Gen.Choose(1, 40)
            select (Lines: lines.ToArray(), gap, rowGroup);
        Prop.ForAll(Arb.From(file), input =>
        {
            var (lines, gap, rowGroup) = input;
            Check(lines, gap, rowGroup).GetAwaiter().GetResult();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(80));
    }

    private static async Task Check((bool Good, string Text)[] lines, string gap, int rowGroup)
    {
        using var home = new LandingHome();
        var batch = await home.RawAsync(
            RawKind.TrackLines, string.Concat(lines.Select(l => l.Text + gap)));
        var landed = await home.LandAsync(batch, new LandingOptions { RowGroupRows = rowGroup });

        LandingHome.AssertConserved(landed);
        var good = lines.Where(l => l.Good).Select(l => l.Text).ToList();
        var bad = lines.Where(l => !l.Good).Select(l => l.Text).ToList();
        var rejections = home.Rejections(landed);
        Assert.Equal(bad, await TextsAsync(home, batch, rejections.Select(r => (r.Offset, r.Length!.Value))));
        if (landed.Conservation.Count == 0)
        {
            Assert.Empty(lines);
            return;
        }
        var line = landed.Conservation.Single(c => c.Table == "tracks");
        Assert.Equal(lines.Length, line.Records);
        Assert.Equal(good.Count - good.Distinct().Count(), line.Duplicates);
        if (good.Count == 0)
            return;
        var rows = home.Query(
            landed, "select track_id, _source_offset, _source_length from processed.tracks order by _source_offset");
        var texts = await TextsAsync(home, batch, rows.Select(r => ((long)r[1]!, (long)r[2]!)));
        Assert.Equal(good.Distinct(), texts);
        Assert.Equal(rows.Select(r => r[0]), texts.Select(t => JsonDocument.Parse(t).RootElement.GetProperty("id").GetString()));
    }

    private static async Task<List<string>> TextsAsync(
        LandingHome home, RawBatch batch, IEnumerable<(long Offset, long Length)> places)
    {
        var all = await home.BytesAsync(batch.Parts[0], 0, batch.Parts[0].Bytes);
        return [.. places.Select(p => Encoding.UTF8.GetString(all, (int)p.Offset, (int)p.Length))];
    }
}
