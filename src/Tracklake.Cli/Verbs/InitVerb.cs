using System.CommandLine;

namespace Tracklake.Cli.Verbs;

/// <summary>Makes a home with a configuration to edit.</summary>
internal static class InitVerb
{
    private const string Template =
        """
        # Tracklake's settings; every line that is commented out shows the default. Each key is also an environment
        # variable, which wins: demo.days is TRACKLAKE_DEMO_DAYS. Secrets come from the environment only:
        # SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET.

        # source: demo            # demo or spotify; by default spotify where there are credentials, else demo
        # memory_mb: 448          # what the engine may use
        # retention_days: 0       # days after which 'tracklake purge' removes data; 0 keeps it

        # demo:
        #   days: 14              # days of history of the first run
        #   artists: 30           # followed artists
        #   seed: 1               # decides the invented catalogue
        #   profile: extended     # extended, legacy_development or new_development

        # spotify:
        #   artists: []           # ids, addresses or names of the artists to follow
        #   market: ""            # an ISO 3166-1 country; empty for all
        #   max_wait_seconds: 60  # longest wait for one request; past it the run is deferred

        # quality:
        #   max_quarantined_percent: 50
        #   max_row_drop_percent: 50
        #   max_age_days: 2

        # analyze:
        #   scan_limit_bytes: 1000000000

        # landing:
        #   csv: false            # a CSV file beside each Parquet file of the zones

        """;

    public static Command Create()
    {
        var command = new Command("init", "Make a home with a configuration to edit.");
        command.SetAction(parsed =>
        {
            var home = new Home(parsed.GetValue(CommonOptions.Home)!);
            if (File.Exists(home.Configuration))
                throw new UserException($"There is a configuration already: '{home.Configuration}'. It was left as it is.");
            Directory.CreateDirectory(home.Path);
            File.WriteAllText(home.Configuration, Template);
            Console.Out.WriteLine($"Wrote '{home.Configuration}'. Edit it, then run 'tracklake run'.");
            return ExitCodes.Done;
        });
        return command;
    }
}
