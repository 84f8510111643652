using Tracklake.Quality;

namespace Tracklake.Cli.Configuration;

/// <summary>
/// Everything that can be configured, with its default. A key <c>a.b_c</c> of <c>tracklake.yaml</c> is also the
/// environment variable <c>TRACKLAKE_A_B_C</c>, which wins. Secrets come from the environment only.
/// </summary>
internal sealed record Settings
{
    /// <summary>demo or spotify; empty: spotify where there are credentials, imports where there are any, else demo.
    /// </summary>
    public string Source { get; init; } = "";

    /// <summary>A fixed time (ISO 8601) in place of the clock, so that a run can be repeated byte for byte.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>What the engine may use, in MB; 256 to 1,000,000.</summary>
    public int MemoryMb { get; init; } = 448;

    public DemoSettings Demo { get; init; } = new();

    public SpotifySettings Spotify { get; init; } = new();

    public QualityOptions Quality { get; init; } = new();

    public AnalyzeSettings Analyze { get; init; } = new();

    public LandingSettings Landing { get; init; } = new();

    public OpenLineageSettings OpenLineage { get; init; } = new();

    /// <summary>Days after which 'purge' takes data of any source away; 0 keeps it.</summary>
    public int RetentionDays { get; init; }
}

/// <summary>The simulated source.</summary>
internal sealed record DemoSettings
{
    /// <summary>Decides the catalogue.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Days of history up to today on the first run, 1 to 3,650.</summary>
    public int Days { get; init; } = 14;

    /// <summary>Followed artists, 1 to 10,000.</summary>
    public int Artists { get; init; } = 30;

    /// <summary>new_development, legacy_development or extended.</summary>
    public string Profile { get; init; } = "extended";

    /// <summary>none, or everything: every kind of fault that the simulator has.</summary>
    public string Faults { get; init; } = "none";
}

/// <summary>The live source.</summary>
internal sealed record SpotifySettings
{
    /// <summary>The followed artists: ids, URIs, addresses or names.</summary>
    public IReadOnlyList<string> Artists { get; init; } = [];

    /// <summary>An ISO 3166-1 market; empty for all.</summary>
    public string Market { get; init; } = "";

    /// <summary>The base address of the API, for a proxy or a simulator.</summary>
    public string ApiBase { get; init; } = "https://api.spotify.com/v1/";

    /// <summary>Where tokens are issued.</summary>
    public string TokenEndpoint { get; init; } = "https://accounts.spotify.com/api/token";

    /// <summary>The longest wait for one request in seconds, 1 to 3,600; past it the run is deferred.</summary>
    public int MaxWaitSeconds { get; init; } = 60;
}

/// <summary>The predefined queries.</summary>
internal sealed record AnalyzeSettings
{
    /// <summary>The most that a predefined query may scan, in bytes.</summary>
    public long ScanLimitBytes { get; init; } = 1_000_000_000;
}

/// <summary>Landing.</summary>
internal sealed record LandingSettings
{
    /// <summary>Whether each Parquet file of the zones gets a CSV file beside it.</summary>
    public bool Csv { get; init; }
}

/// <summary>Where OpenLineage events of runs go; nowhere unless something is set.</summary>
internal sealed record OpenLineageSettings
{
    /// <summary>A file that events are added to, relative to the home; empty writes none.</summary>
    public string File { get; init; } = "";

    /// <summary>An endpoint that events are posted to; empty posts none.</summary>
    public string Url { get; init; } = "";

    /// <summary>The namespace of jobs and datasets.</summary>
    public string Namespace { get; init; } = "tracklake";
}
