using System.Security.Cryptography;
using System.Text;
using Tracklake.Sources.Spotify;

namespace Tracklake.Core.Tests.Spotify;

public sealed class SpoolTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tracklake-spool-").FullName;

    private string Path => System.IO.Path.Combine(folder, "day.spool");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_written_is_there_when_it_is_opened_again()
    {
        Write(3);

        using var spool = Spool.Open(Path);

        Assert.Equal(3, spool.All(SpoolMark.Answer).Count);
        Assert.Equal("body 1", Encoding.UTF8.GetString(spool.Read(SpoolMark.Answer, "artists/1")));
        Assert.Equal("etag 1", spool.Find(SpoolMark.Answer, "artists/1")!.Headers!["ETag"]);
        Assert.Null(spool.Find(SpoolMark.Missing, "artists/1"));
    }

    [Fact]
    public void Cut_at_any_byte_it_keeps_every_whole_record_before_and_can_be_appended_to()
    {
        Write(3);
        var whole = File.ReadAllBytes(Path);
        List<int> kept = [];
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            using (var spool = Spool.Open(Path))
            {
                kept.Add(spool.All(SpoolMark.Answer).Count);
                spool.Append(Answer(9), Body(9));
            }
            using var again = Spool.Open(Path);
            Assert.Equal(kept[^1] + 1, again.All(SpoolMark.Answer).Count);
            Assert.Equal("body 9", Encoding.UTF8.GetString(again.Read(SpoolMark.Answer, "artists/9")));
        }
        Assert.Equal(kept.Order(), kept);
        Assert.Equal([0, 1, 2, 3], kept.Distinct());
        Assert.Equal(1, kept.Count(count => count == 3));
    }

    [Fact]
    public void A_byte_that_changed_anywhere_never_passes_for_an_answer()
    {
        Write(2);
        var whole = File.ReadAllBytes(Path);
        for (var at = 0; at < whole.Length; at++)
        {
            var broken = (byte[])whole.Clone();
            broken[at] ^= 0x20;
            File.WriteAllBytes(Path, broken);
            using var spool = Spool.Open(Path);
            Assert.All(spool.All(SpoolMark.Answer), record =>
                Assert.Equal(record.Key.Replace("artists/", "body ", StringComparison.Ordinal),
                    Encoding.UTF8.GetString(spool.Read(SpoolMark.Answer, record.Key))));
            Assert.True(spool.All(SpoolMark.Answer).Count < 2);
        }
    }

    private void Write(int records)
    {
        using var spool = Spool.Open(Path);
        for (var i = 0; i < records; i++)
            spool.Append(Answer(i), Body(i));
    }

    private static byte[] Body(int i) => Encoding.UTF8.GetBytes($"body {i}");

    private static SpoolRecord Answer(int i) => new()
    {
        Mark = SpoolMark.Answer,
        Key = $"artists/{i}",
        Family = EndpointFamily.Artist,
        Headers = new Dictionary<string, string> { ["ETag"] = $"etag {i}" },
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Body(i))),
    };
}
