using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Tracklake.Cli.Configuration;
using Tracklake.Delta;
using Tracklake.DuckDb;
using Tracklake.DuckDb.Lakehouse;
using Tracklake.DuckDb.Queries;
using Tracklake.DuckDb.Warehouse;
using Tracklake.Landing;
using Tracklake.Pipeline;
using Tracklake.Raw;
using Tracklake.Releases;

namespace Tracklake.Cli;

/// <summary>A home with its settings, and the parts of the pipeline put together over it.</summary>
internal sealed class Workspace : IDisposable
{
    private Workspace(Home home, Settings settings, bool isJson)
    {
        (Home, Settings, IsJson) = (home, settings, isJson);
        Clock = settings.Now is { } now ? new FixedClock(now) : TimeProvider.System;
    }

    public Home Home { get; }

    public Settings Settings { get; }

    /// <summary>Whether the result is for a machine.</summary>
    public bool IsJson { get; }

    public TimeProvider Clock { get; }

    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    public RawZone Raw => new(Home.Store);

    public ReleaseLog Releases => new(Home.Store);

    public RunLog Runs => new(Home.Store);

    public BatchLedger Ledger => new(Home.Store);

    public DuckDbSettings Engine => new() { TemporaryFolder = Home.Temporary, MemoryMb = Settings.MemoryMb };

    /// <summary>The tables for reading; those that a run writes are given its number.</summary>
    public LakeTables Lake => LakeOf(0);

    /// <summary>Opens what the command line names.</summary>
    public static Workspace Open(ParseResult parsed)
    {
        var home = new Home(parsed.GetValue(CommonOptions.Home)!);
        var configuration = parsed.GetValue(CommonOptions.Config);
        if (configuration is not null && !File.Exists(configuration))
            throw new UserException($"There is no configuration '{configuration}'.");
        var settings = SettingsReader.Read(configuration ?? home.Configuration, Environment.GetEnvironmentVariable);
        return new Workspace(home, settings, parsed.GetValue(CommonOptions.Json));
    }

    /// <summary>The current release.</summary>
    /// <exception cref="UserException">There is none yet.</exception>
    public async Task<Release> CurrentReleaseAsync(CancellationToken cancellationToken) =>
        await Releases.CurrentAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new UserException(
            $"There is nothing in '{Home.Path}' yet. Run 'tracklake run' first.", ExitCodes.Failed);

    public PipelineParts Parts() => new()
    {
        Store = Home.Store,
        Lander = new Lander(Home.Store, new LandingOptions { WriteCsv = Settings.Landing.Csv }),
        OpenQueries = () =>
        {
            var queries = new FileQueryService(Engine, Home.Store.PathOf);
            return (queries, queries);
        },
        OpenLakehouse = plan => new DeltaLakehouse(LakeOf(plan.Number), Engine, Home.Store.PathOf),
        OpenWarehouse = Warehouse,
        Clock = Clock,
        Events = RunEventsChoice.Of(Settings.OpenLineage, Home, Clock),
        Quality = Settings.Quality,
        ScanLimitBytes = Settings.Analyze.ScanLimitBytes,
    };

    public IWarehouse Warehouse() => new DuckDbWarehouse(Home.WarehouseFile, Engine, Home.Store.PathOf);

    public void Dispose()
    {
        if (Directory.Exists(Home.Temporary))
            Directory.Delete(Home.Temporary, recursive: true);
    }

    private LakeTables LakeOf(long run) => new(Home.Lake, table => new DeltaOptions
    {
        Clock = Clock,
        NewId = Ids($"{run}/{table}"),
        EngineInfo = "Tracklake",
    });

    /// <summary>Ids that repeat when the run does: the same files under the same names.</summary>
    private static Func<Guid> Ids(string seed)
    {
        var ordinal = 0;
        return () => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{ordinal++}")).AsSpan(0, 16));
    }
}
