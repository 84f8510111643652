using Tracklake.Raw;
using Tracklake.Simulator;
using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Faults;
using Tracklake.Sources;
using Tracklake.Sources.Spotify;
using Tracklake.Storage;

namespace Tracklake.Core.Tests.Spotify;

/// <summary>A simulator, an empty home, and a clock that stands still except while a source waits.</summary>
internal sealed class SpotifyLab : IAsyncDisposable
{
    public static readonly DateOnly Day = new(2026, 11, 9);

    private readonly string home = Directory.CreateTempSubdirectory("tracklake-spotify-").FullName;
    private readonly List<IDisposable> sources = [];
    private int inFlight;

    private SpotifyLab(SimulatorServer server, WaitedClock clock)
    {
        Server = server;
        Clock = clock;
        Store = new FolderObjectStore(Path.Combine(home, "store"));
        Raw = new RawZone(Store);
    }

    public SimulatorServer Server { get; }

    public WaitedClock Clock { get; }

    public FolderObjectStore Store { get; }

    public RawZone Raw { get; }

    public string StateFolder => Path.Combine(home, "state");

    public string SpoolPath => Path.Combine(StateFolder, "extract", "demo", "2026-11-09.spool");

    /// <summary>Answers that are kept of the incomplete day.</summary>
    public int SpooledAnswers
    {
        get
        {
            using var spool = Spool.Open(SpoolPath);
            return spool.All(SpoolMark.Answer).Count;
        }
    }

    public List<string> Log { get; } = [];

    /// <summary>Requests to the API that the server has seen.</summary>
    public long ApiRequests =>
        Server.Counters.RequestsByEndpoint.Where(e => e.Key != "api/token").Sum(e => e.Value);

    public static Task<SpotifyLab> StartAsync(params FaultRule[] faults) =>
        StartAsync(AccessProfile.Extended, FaultPlan.Of(faults));

    public static async Task<SpotifyLab> StartAsync(
        AccessProfile profile, FaultPlan? faults = null, Func<SimulatorOptions, SimulatorOptions>? with = null)
    {
        var clock = new WaitedClock(new DateTimeOffset(2026, 11, 9, 12, 0, 0, TimeSpan.Zero));
        var options = new SimulatorOptions
        {
            Profile = profile,
            Faults = faults ?? FaultPlan.None,
            Clock = clock,
            Catalogue = new CatalogueOptions { FollowedArtists = 4, AlbumsPerArtist = 13, TracksPerAlbum = 6 },
        };
        return new SpotifyLab(
            await SimulatorServer.StartAsync(with?.Invoke(options) ?? options, CancellationToken.None), clock);
    }

    /// <summary>A source of the server's followed artists.</summary>
    public SpotifySource NewSource(
        Func<OptionsDraft, OptionsDraft>? with = null, HttpMessageHandler? handler = null, TimeProvider? time = null,
        RawZone? raw = null, string? stateFolder = null)
    {
        var draft = new OptionsDraft(Server.Catalogue.FollowedArtistIds);
        var source = new SpotifySource(
            (with?.Invoke(draft) ?? draft).For(Server.ApiBase, Server.TokenEndpoint), raw ?? Raw,
            stateFolder ?? StateFolder, time ?? Clock, handler: new Counting(this, handler), log: Note);
        sources.Add(source);
        return source;
    }

    /// <summary>Extracts a day.</summary>
    public async Task<Extraction> ExtractAsync(
        SpotifySource source, DateOnly? day = null, IProgress<ExtractionProgress>? progress = null,
        CancellationTokenSource? cancellation = null)
    {
        return await RunAsync(source.ExtractAsync(
            day ?? Day, progress, cancellation?.Token ?? TestContext.Current.CancellationToken));
    }

    /// <summary>Lets the clock run while an extraction waits and nothing is under way.</summary>
    public async Task<Extraction> RunAsync(Task<Extraction> extraction)
    {
        while (!extraction.IsCompleted)
        {
            await Task.WhenAny(extraction, Task.Delay(2, CancellationToken.None));
            if (Volatile.Read(ref inFlight) == 0 && Clock.IsAwaited && !extraction.IsCompleted)
                Clock.Advance(TimeSpan.FromSeconds(1));
        }
        return await extraction;
    }

    /// <summary>Extracts a day with a new source; the batch must be complete.</summary>
    public async Task<RawBatch> ExtractedAsync(Func<OptionsDraft, OptionsDraft>? with = null, DateOnly? day = null) =>
        Assert.IsType<Extracted>(await ExtractAsync(NewSource(with), day)).Batch;

    /// <summary>The bodies object of a batch's part, uncompressed.</summary>
    public async Task<byte[]> BodiesAsync(RawBatch batch, int part = 0)
    {
        using var all = new MemoryStream();
        await using var bodies = await Raw.OpenBodiesAsync(batch.Parts[part], CancellationToken.None);
        await bodies.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>All entries of a batch with their bodies.</summary>
    public async Task<List<(RawEntry Entry, byte[] Body)>> EntriesAsync(RawBatch batch)
    {
        List<(RawEntry, byte[])> entries = [];
        for (var part = 0; part < batch.Parts.Count; part++)
        {
            var bodies = await BodiesAsync(batch, part);
            foreach (var entry in await Raw.ReadIndexAsync(batch.Parts[part], CancellationToken.None))
                entries.Add((entry, bodies[(int)entry.Offset..(int)(entry.Offset + entry.Length)]));
        }
        return entries;
    }

    public async ValueTask DisposeAsync()
    {
        sources.ForEach(source => source.Dispose());
        await Server.DisposeAsync();
        Directory.Delete(home, recursive: true);
    }

    private void Note(string line)
    {
        lock (Log)
            Log.Add(line);
    }

    /// <summary>Counts what is under way, so that the clock stands while the network is at work.</summary>
    private sealed class Counting(SpotifyLab lab, HttpMessageHandler? inner)
        : DelegatingHandler(inner ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref lab.inFlight);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref lab.inFlight);
            }
        }
    }
}

/// <summary>The options that a test varies.</summary>
internal sealed record OptionsDraft(IReadOnlyList<string> Artists)
{
    public string Name { get; init; } = "demo";

    public bool SimulatedDates { get; init; } = true;

    public string ClientSecret { get; init; } = "simulated-secret";

    public string? Market { get; init; }

    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromHours(1);

    public int Parallelism { get; init; } = 4;

    public bool WantIsrc { get; init; }

    public int? DevelopmentBudget { get; init; }

    public long PartBytes { get; init; } = 64 << 20;

    public SpotifySourceOptions For(Uri apiBase, Uri tokenEndpoint) => new()
    {
        Name = Name,
        ApiBase = apiBase,
        TokenEndpoint = tokenEndpoint,
        ClientId = "simulated-client",
        ClientSecret = ClientSecret,
        Artists = Artists,
        SimulatedDates = SimulatedDates,
        Market = Market,
        RequestTimeout = RequestTimeout,
        Parallelism = Parallelism,
        WantIsrc = WantIsrc,
        DevelopmentBudget = DevelopmentBudget,
        PartBytes = PartBytes,
    };
}
