using Tracklake.Simulator;
using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Faults;
using Tracklake.Sources.Spotify;

namespace Tracklake.Cli;

/// <summary>A source that is ready to be asked, and the days to ask it for.</summary>
/// <param name="Source">The source.</param>
/// <param name="Days">The days, in order.</param>
/// <param name="Server">The simulator, which lives as long as the source.</param>
internal sealed record OpenedSource(SpotifySource Source, IReadOnlyList<DateOnly> Days, SimulatorServer? Server)
    : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        Source.Dispose();
        if (Server is not null)
            await Server.DisposeAsync();
    }
}

/// <summary>Chooses and opens the source that a run asks.</summary>
internal static class SourceChoice
{
    /// <summary>The source that asks the simulator of the same process.</summary>
    public const string Demo = "demo";

    private const string ClientId = "SPOTIFY_CLIENT_ID";
    private const string ClientSecret = "SPOTIFY_CLIENT_SECRET";

    /// <summary>
    /// The source by name: as configured; else the live API where there are credentials; else the demo, unless the home
    /// holds imports only. Null asks nothing.
    /// </summary>
    public static async Task<string?> NameAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        if (workspace.Settings.Source.Length > 0)
            return workspace.Settings.Source;
        if (Environment.GetEnvironmentVariable(ClientId) is { Length: > 0 })
            return "spotify";
        var sources = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var batch in workspace.Raw.NamesAsync(cancellationToken).ConfigureAwait(false))
            sources.Add(batch.Source);
        var isNew = sources.Count == 0 && (await workspace.Releases.NumbersAsync(cancellationToken).ConfigureAwait(false)).Count == 0;
        return isNew || sources.Contains(Demo) ? Demo : null;
    }

    /// <summary>The days that a source is asked for.</summary>
    public static async Task<IReadOnlyList<DateOnly>> DaysAsync(
        Workspace workspace, string source, CancellationToken cancellationToken)
    {
        if (source != Demo)
            return [workspace.Today];
        // Later runs go on from the first day that there is: without gaps, and without asking again for purged days.
        var first = DateOnly.MaxValue;
        await foreach (var batch in workspace.Raw.NamesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (batch.Source == source && DateOnly.TryParse(
                batch.Name, System.Globalization.CultureInfo.InvariantCulture, out var day) && day < first)
                first = day;
        }
        if (first == DateOnly.MaxValue)
            first = workspace.Today.AddDays(1 - workspace.Settings.Demo.Days);
        return [.. Enumerable.Range(0, Math.Max(0, workspace.Today.DayNumber - first.DayNumber + 1)).Select(first.AddDays)];
    }

    public static async Task<OpenedSource> OpenAsync(
        Workspace workspace, string name, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken) =>
        name == Demo
            ? await OpenDemoAsync(workspace, days, cancellationToken)
            : OpenLive(workspace, days);

    private static async Task<OpenedSource> OpenDemoAsync(
        Workspace workspace, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        var demo = workspace.Settings.Demo;
        var server = await SimulatorServer.StartAsync(
            new SimulatorOptions
            {
                Seed = demo.Seed,
                Profile = demo.Profile switch
                {
                    "new_development" => AccessProfile.NewDevelopment,
                    "legacy_development" => AccessProfile.LegacyDevelopment,
                    _ => AccessProfile.Extended,
                },
                Catalogue = new CatalogueOptions { FollowedArtists = demo.Artists },
                Faults = demo.Faults == "everything" ? FaultPlan.Everything(demo.Seed) : FaultPlan.None,
                Clock = workspace.Clock,
            },
            cancellationToken);
        var options = new SpotifySourceOptions
        {
            Name = Demo,
            ApiBase = server.ApiBase,
            TokenEndpoint = server.TokenEndpoint,
            ClientId = server.Options.ClientId,
            ClientSecret = server.Options.ClientSecret,
            Artists = server.Catalogue.FollowedArtistIds,
            SimulatedDates = true,
        };
        var source = new SpotifySource(options, workspace.Raw, workspace.Home.State, workspace.Clock);
        return new OpenedSource(source, days, server);
    }

    private static OpenedSource OpenLive(Workspace workspace, IReadOnlyList<DateOnly> days)
    {
        var settings = workspace.Settings.Spotify;
        var (id, secret) = (Environment.GetEnvironmentVariable(ClientId), Environment.GetEnvironmentVariable(ClientSecret));
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret))
            throw new UserException($"The source 'spotify' needs {ClientId} and {ClientSecret} in the environment.");
        if (settings.Artists.Count == 0)
        {
            throw new UserException("The source 'spotify' needs artists to follow: give spotify.artists in "
                + $"'{workspace.Home.Configuration}' or TRACKLAKE_SPOTIFY_ARTISTS, ids, addresses or names.");
        }
        var options = new SpotifySourceOptions
        {
            Name = "spotify",
            ApiBase = Address("spotify.api_base", settings.ApiBase),
            TokenEndpoint = Address("spotify.token_endpoint", settings.TokenEndpoint),
            ClientId = id,
            ClientSecret = secret,
            Artists = settings.Artists,
            Market = settings.Market.Length == 0 ? null : settings.Market,
            MaxWait = TimeSpan.FromSeconds(settings.MaxWaitSeconds),
            DevelopmentBudget = SpotifySourceOptions.CautiousBudget,
        };
        var source = new SpotifySource(options, workspace.Raw, workspace.Home.State, workspace.Clock);
        return new OpenedSource(source, days, null);
    }

    private static Uri Address(string key, string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw new UserException($"{key} must be an address such as https://api.spotify.com/v1/, not '{text}'.");
}
