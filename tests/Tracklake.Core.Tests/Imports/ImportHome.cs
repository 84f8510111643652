using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tracklake.Raw;
using Tracklake.Sources.Imports;
using Tracklake.Storage;

namespace Tracklake.Core.Tests.Imports;

/// <summary>A temporary home and a temporary folder of a user's files beside it.</summary>
internal sealed class ImportHome : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tracklake-import-").FullName;

    public ImportHome()
    {
        Files = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
        Store = new FolderObjectStore(Path.Combine(folder, "home"));
        Raw = new RawZone(Store);
    }

    public string Files { get; }

    public string Home => Store.Root;

    public FolderObjectStore Store { get; }

    public RawZone Raw { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public string PathOf(string name) => Path.Combine(Files, name);

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Zip(string name, string from)
    {
        var path = Path.Combine(folder, name);
        ZipFile.CreateFromDirectory(from, path);
        return path;
    }

    public static byte[] Gzip(string content) => Gzip(Encoding.UTF8.GetBytes(content));

    public static byte[] Gzip(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return memory.ToArray();
    }

    public Importer Importer() => new(Store, Clock, new DuckDbParquetRows());

    public Task<ImportResult> ImportAsync(ImportOptions? options = null, string? path = null) =>
        Importer().ImportAsync(path ?? Files, options ?? new(), null, TestContext.Current.CancellationToken);

    /// <summary>Every body of a batch with its entry, read by the offsets of the index.</summary>
    public async Task<List<(RawEntry Entry, byte[] Body)>> BodiesAsync(RawBatch batch)
    {
        var bodies = new List<(RawEntry, byte[])>();
        foreach (var part in batch.Parts)
        {
            await using var stream = await Raw.OpenBodiesAsync(part, TestContext.Current.CancellationToken);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory, TestContext.Current.CancellationToken);
            var all = memory.ToArray();
            Assert.Equal(part.Bytes, all.Length);
            foreach (var entry in await Raw.ReadIndexAsync(part, TestContext.Current.CancellationToken))
            {
                bodies.Add((entry, all[(int)entry.Offset..(int)(entry.Offset + entry.Length)]));
                Assert.Equal((byte)'\n', all[(int)(entry.Offset + entry.Length)]);
            }
        }
        return bodies;
    }

    /// <summary>Every object's key and bytes, to see that nothing changed.</summary>
    public Dictionary<string, string> Snapshot() => !Directory.Exists(Home)
        ? []
        : Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(Home, path),
            path => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
