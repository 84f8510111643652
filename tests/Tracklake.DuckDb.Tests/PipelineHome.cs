using System.Security.Cryptography;
using System.Text;
using Tracklake.Delta;
using Tracklake.DuckDb.Lakehouse;
using Tracklake.DuckDb.Queries;
using Tracklake.DuckDb.Warehouse;
using Tracklake.Landing;
using Tracklake.Pipeline;
using Tracklake.Raw;
using Tracklake.Releases;
using Tracklake.Storage;

namespace Tracklake.DuckDb.Tests;

/// <summary>A pipeline over a folder of its own: real files, real engines, raw batches made by the test.</summary>
internal sealed class PipelineHome : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tracklake-").FullName;

    public PipelineHome()
    {
        Store = new FolderObjectStore(_root);
        Engine = new DuckDbSettings { TemporaryFolder = Path.Combine(_root, "tmp"), Threads = 2 };
        Parts = new PipelineParts
        {
            Store = Store,
            Lander = new Lander(Store, new LandingOptions { Parallelism = 1 }),
            OpenQueries = () =>
            {
                var queries = new FileQueryService(Engine, Store.PathOf);
                return (queries, queries);
            },
            OpenLakehouse = plan => new DeltaLakehouse(Lake(plan.Number), Engine, Store.PathOf),
            OpenWarehouse = () => new DuckDbWarehouse(WarehouseFile, Engine, Store.PathOf),
            Clock = TimeProvider.System,
        };
    }

    public FolderObjectStore Store { get; }

    public DuckDbSettings Engine { get; }

    public PipelineParts Parts { get; set; }

    public string Root => _root;

    public string WarehouseFile => Path.Combine(_root, "warehouse", "warehouse.duckdb");

    public RawZone Raw => new(Store);

    public ReleaseLog Releases => new(Store);

    public LakeTables Lake(long run = 0) => new(Path.Combine(_root, "lake"), table =>
    {
        var ordinal = 0;
        return new DeltaOptions
        {
            NewId = () => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{run}/{table}/{ordinal++}")).AsSpan(0, 16)),
        };
    });

    /// <summary>Writes a raw batch of API responses.</summary>
    public async Task AddAsync(string name, DateOnly day, params IReadOnlyList<(RawKind Kind, string? Subject, string Json)> bodies)
    {
        var entries = bodies.Select(b => (
            new RawEntry
            {
                Kind = b.Kind,
                Subject = b.Subject,
                Offset = 0,
                Length = 0,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(b.Json))),
                ObservedOn = day,
                FetchedAt = new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero),
            },
            (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(b.Json)));
        var part = await Raw.WritePartAsync("responses", name, 0, "json", entries, TestContext.Current.CancellationToken);
        await Raw.CompleteAsync(
            new RawBatch { Source = "responses", Name = name, ObservedOn = day, Parts = [part] }, TestContext.Current.CancellationToken);
    }

    public Task<PipelineOutcome> RunAsync() =>
        new PipelineRunner(Parts, Silent.Instance).RunAsync(null, [], TestContext.Current.CancellationToken);

    public async Task<Release> ReleaseAsync() =>
        await Releases.CurrentAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("There is no release.");

    /// <summary>Rows of a query over the released tables, values joined by '|'.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        using var tables = new ReleasedTables(Lake(), await ReleaseAsync(), Engine);
        using var rows = tables.Query(sql);
        return [.. rows.Rows.Select(r => string.Join('|', r.Select(v => v?.ToString() ?? "null")))];
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private sealed class Silent : IRunObserver
    {
        public static readonly Silent Instance = new();

        public void Began(string task, int total)
        {
        }

        public void Advanced(string task, int done, int total, string what)
        {
        }

        public void Ended(TaskRecord task)
        {
        }
    }
}
