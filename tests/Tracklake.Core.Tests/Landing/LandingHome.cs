using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Tracklake.Landing;
using Tracklake.Raw;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Core.Tests.Landing;

/// <summary>An object store in a temporary folder, batches to put into it, and DuckDB to read back what was landed.</summary>
internal sealed class LandingHome : IDisposable
{
    public static readonly DateOnly Day = new(2026, 11, 9);
    public static readonly DateTimeOffset FetchedAt = new(2026, 11, 9, 6, 30, 0, 250, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("tracklake-landing-").FullName;

    public LandingHome()
    {
        Store = new FolderObjectStore(folder);
        Zone = new RawZone(Store);
    }

    public FolderObjectStore Store { get; }

    public RawZone Zone { get; }

    public static RawEntry Entry(RawKind kind, string? subject = null, DateOnly? day = null, long? lines = null) => new()
    {
        Kind = kind,
        Offset = 0,
        Length = 0,
        Sha256 = "",
        ObservedOn = day ?? Day,
        FetchedAt = FetchedAt,
        Subject = subject,
        Lines = lines,
    };

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A batch of one part per list of bodies.</summary>
    public async Task<RawBatch> RawAsync(params IReadOnlyList<(RawEntry Entry, byte[] Body)>[] parts)
    {
        var raw = new List<RawPart>();
        foreach (var bodies in parts)
        {
            raw.Add(await Zone.WritePartAsync(
                "responses", "import-1", raw.Count, "json",
                bodies.Select(b => (
                    b.Entry with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(b.Body)) },
                    (ReadOnlyMemory<byte>)b.Body)),
                TestContext.Current.CancellationToken));
        }
        var batch = new RawBatch { Source = "responses", Name = "import-1", ObservedOn = Day, Parts = raw };
        await Zone.CompleteAsync(batch, TestContext.Current.CancellationToken);
        return batch;
    }

    public Task<RawBatch> RawAsync(RawKind kind, string body, string? subject = null) =>
        RawAsync([(Entry(kind, subject), Utf8(body))]);

    public Task<LandedBatch> LandAsync(RawBatch batch, LandingOptions? options = null) =>
        new Lander(Store, options ?? new LandingOptions())
            .LandAsync(batch, null, TestContext.Current.CancellationToken);

    public async Task<LandedBatch> LandAsync(RawKind kind, string body, string? subject = null) =>
        await LandAsync(await RawAsync(kind, body, subject));

    /// <summary>What is in quarantine.</summary>
    public IReadOnlyList<Rejection> Rejections(LandedBatch landed) => landed.Quarantine is null
        ? []
        : [.. File.ReadLines(Store.PathOf(landed.Quarantine))
            .Select(line => JsonSerializer.Deserialize(line, LandedJson.Default.Rejection)!)];

    /// <summary>The rows of a query in which <c>processed.tracks</c> and the like stand for the landed files.</summary>
    public List<object?[]> Query(LandedBatch landed, string sql)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        foreach (var zone in landed.Files.GroupBy(f => f.Zone))
        {
            Execute(connection, $"create schema {zone.Key}");
            foreach (var table in zone.GroupBy(f => f.Table))
            {
                var files = string.Join(", ", table.Select(f => $"'{Store.PathOf(f.Key)}'"));
                Execute(
                    connection,
                    $"create view {zone.Key}.{table.Key} as from read_parquet([{files}], hive_partitioning = false)");
            }
        }
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount)
                .Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }
        return rows;
    }

    public T Scalar<T>(LandedBatch landed, string sql) => (T)Query(landed, sql).Single().Single()!;

    /// <summary>The bytes that a rejection or row points to, from the uncompressed raw object.</summary>
    public async Task<byte[]> BytesAsync(RawPart part, long offset, long length)
    {
        using var stream = await Zone.OpenBodiesAsync(part, TestContext.Current.CancellationToken);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray().AsSpan((int)offset, (int)length).ToArray();
    }

    public static void AssertConserved(LandedBatch landed)
    {
        Assert.All(landed.Conservation, line => Assert.True(line.Holds, line.ToString()));
        foreach (var line in landed.Conservation)
        {
            foreach (var zone in new[] { LandedKeys.Processed, LandedKeys.Transformed })
            {
                Assert.Equal(
                    line.Rows, landed.Files.Where(f => f.Zone == zone && f.Table == line.Table).Sum(f => f.Rows));
            }
        }
    }

    /// <summary>Every object of the store and the hash of its content.</summary>
    public SortedDictionary<string, string> Hashes(string prefix = "spotify/") => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Key: Path.GetRelativePath(folder, path).Replace('\\', '/'), Path: path))
            .Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(f => f.Key, f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f.Path)))),
        StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
