using System.IO.Compression;
using Tracklake.Landing;
using Tracklake.Raw;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Core.Tests.Landing;

public sealed class DamageAndRepetitionTests : IDisposable
{
    private readonly LandingHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("cut in the middle")]
    [InlineData("cut at a flush boundary")]
    [InlineData("checksum")]
    [InlineData("longer")]
    [InlineData("not gzip")]
    public async Task A_damaged_raw_object_is_named_with_its_byte_and_nothing_is_published(string damage)
    {
        var sound = Enumerable.Range(0, 20).Select(i => Some.FullTrack($"s{i}")).ToList();
        var batch = await home.RawAsync(
            [(LandingHome.Entry(RawKind.TrackLines, lines: 20), LandingHome.Utf8(string.Join('\n', sound)))],
            [(LandingHome.Entry(RawKind.TrackLines, lines: 2000), LandingHome.Utf8(Lines("d", 2000)))]);
        var path = home.Store.PathOf(batch.Parts[1].Bodies);
        var gzip = File.ReadAllBytes(path);
        File.WriteAllBytes(path, damage switch
        {
            "cut in the middle" => gzip[..(gzip.Length / 2)],
            "cut at a flush boundary" => FlushedAndCut(),
            "checksum" => [.. gzip[..^8], (byte)(gzip[^8] ^ 1), .. gzip[^7..]],
            "longer" => Gzip(LandingHome.Utf8(Lines("d", 2001))),
            _ => [1, 2, 3, 4, 5],
        });

        foreach (var parallelism in new[] { 1, 2 })
        {
            var e = await Assert.ThrowsAsync<LandingException>(
                () => home.LandAsync(batch, new() { Parallelism = parallelism }));
            Assert.Equal(batch.Parts[1].Bodies, e.Key);
            Assert.InRange(e.Offset, 0, batch.Parts[1].Bytes);
            Assert.Contains(batch.Parts[1].Bodies, e.Message, StringComparison.Ordinal);
            Assert.All(home.Hashes().Keys, key => Assert.StartsWith("spotify/raw/", key, StringComparison.Ordinal));
        }

        static byte[] FlushedAndCut()
        {
            using var whole = new MemoryStream();
            using (var stream = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true))
            {
                stream.Write(LandingHome.Utf8(Lines("d", 1000)));
                stream.Flush();
                whole.SetLength(whole.Length);
                return whole.ToArray();
            }
        }
    }

    [Fact]
    public async Task A_body_with_fewer_lines_than_were_counted_is_damaged()
    {
        var batch = await home.RawAsync(
            [(LandingHome.Entry(RawKind.TrackLines, lines: 3), LandingHome.Utf8(Lines("d", 2)))]);

        var e = await Assert.ThrowsAsync<LandingException>(() => home.LandAsync(batch));
        Assert.Contains("2 lines where its index says 3", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_thread_and_many_write_the_same_bytes_and_so_does_a_second_time()
    {
        var parts = Enumerable.Range(0, 3).Select(p =>
            (IReadOnlyList<(RawEntry, byte[])>)
            [
                (LandingHome.Entry(RawKind.TrackLines), LandingHome.Utf8(Lines($"p{p}-", 500) + "null\nnonsense\n")),
                (LandingHome.Entry(RawKind.Search, "a1"), LandingHome.Utf8(
                    $$"""{"tracks":{{Some.Page(Some.FullTrack("s"))}}}""")),
            ]).ToArray();
        var all = new List<SortedDictionary<string, string>>();
        foreach (var parallelism in new[] { 1, 2, 8, 1 })
        {
            using var other = new LandingHome();
            var landed = await other.LandAsync(
                await other.RawAsync(parts), new() { Parallelism = parallelism, RowGroupRows = 100, WriteCsv = true });
            LandingHome.AssertConserved(landed);
            Assert.Equal(1503L, other.Scalar<long>(landed, "select count(*) from processed.tracks"));
            all.Add(other.Hashes());
        }

        Assert.All(all, hashes => Assert.Equal(all[0], hashes));
    }

    [Fact]
    public async Task Landing_that_ends_anywhere_and_begins_again_gives_the_same_bytes()
    {
        IReadOnlyList<(RawEntry, byte[])> Part(int p) =>
            [(LandingHome.Entry(RawKind.TrackLines), LandingHome.Utf8(Lines($"p{p}-", 300) + "null\n"))];
        var options = new LandingOptions { RowGroupRows = 64, Parallelism = 2 };
        using var undisturbed = new LandingHome();
        await undisturbed.LandAsync(await undisturbed.RawAsync(Part(0), Part(1), Part(2)), options);
        var expected = undisturbed.Hashes();

        var broken = 0;
        for (var survivors = 0; survivors < 14; survivors++)
        {
            using var disturbed = new LandingHome();
            var batch = await disturbed.RawAsync(Part(0), Part(1), Part(2));
            var dying = new DyingStore(disturbed.Store, survivors);
            try
            {
                await new Lander(dying, options).LandAsync(batch, null, TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                broken++;
                Assert.False(await disturbed.Store.ExistsAsync(
                    LandedKeys.Landed(batch.Source, batch.Name), TestContext.Current.CancellationToken));
            }
            await disturbed.LandAsync(batch, options);
            Assert.Equal(expected, disturbed.Hashes());
        }
        Assert.Equal(14, broken);
    }

    [Fact]
    public async Task Landing_that_is_cancelled_in_the_middle_leaves_no_half_file_and_can_be_repeated()
    {
        using var undisturbed = new LandingHome();
        var lines = LandingHome.Utf8(Lines("t", 5000));
        await undisturbed.LandAsync(
            await undisturbed.RawAsync([(LandingHome.Entry(RawKind.TrackLines), lines)]), new() { RowGroupRows = 500 });

        var batch = await home.RawAsync([(LandingHome.Entry(RawKind.TrackLines), lines)]);
        using var stop = new CancellationTokenSource();
        var progress = new Immediately(p =>
        {
            if (p.Records > 2000)
                stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new Lander(home.Store, new() { RowGroupRows = 500 }).LandAsync(batch, progress, stop.Token));
        Assert.All(home.Hashes("").Keys, key => Assert.StartsWith("spotify/raw/", key, StringComparison.Ordinal));

        await home.LandAsync(batch, new() { RowGroupRows = 500 });
        Assert.Equal(undisturbed.Hashes(), home.Hashes());
    }

    [Fact]
    public async Task A_batch_that_is_landed_is_only_looked_up()
    {
        var batch = await home.RawAsync(RawKind.Track, Some.FullTrack("t1"));
        var first = await home.LandAsync(batch);
        File.Delete(home.Store.PathOf(batch.Parts[0].Bodies));

        var second = await home.LandAsync(batch);

        Assert.Equal(first.Files, second.Files);
        Assert.Equal(first.Conservation, second.Conservation);
    }

    private static string Lines(string prefix, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => Some.FullTrack($"{prefix}{i}", $"b{i / 5}") + "\n"));

    private static byte[] Gzip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(content);
        return target.ToArray();
    }

    private sealed class Immediately(Action<LandingProgress> report) : IProgress<LandingProgress>
    {
        public void Report(LandingProgress value) => report(value);
    }

    /// <summary>A store that fails for good after so many objects, as a machine that is switched off does.</summary>
    private sealed class DyingStore(IObjectStore inner, int survivors) : IObjectStore
    {
        private int left = survivors;

        public async Task<bool> PutAsync(
            string key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
            await inner.PutAsync(
                key,
                async (stream, token) =>
                {
                    await write(stream, token);
                    if (Interlocked.Decrement(ref left) < 0)
                        throw new IOException("The machine was switched off.");
                },
                cancellationToken);

        public Task<Stream> OpenAsync(string key, CancellationToken cancellationToken) =>
            inner.OpenAsync(key, cancellationToken);

        public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) =>
            inner.ExistsAsync(key, cancellationToken);

        public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken) =>
            inner.ListAsync(prefix, cancellationToken);

        public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
            inner.DeleteAsync(key, cancellationToken);
    }
}
