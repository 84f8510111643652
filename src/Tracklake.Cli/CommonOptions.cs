using System.CommandLine;

namespace Tracklake.Cli;

/// <summary>The options that every verb has.</summary>
internal static class CommonOptions
{
    public static readonly Option<string> Home = new("--home")
    {
        Description = "The folder that everything is kept in.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TRACKLAKE_HOME") ?? ".tracklake",
        Recursive = true,
    };

    public static readonly Option<string?> Config = new("--config")
    {
        Description = "The configuration; tracklake.yaml in the home by default.",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the result as JSON for machines.",
        Recursive = true,
    };

    public static void AddTo(Command root)
    {
        root.Options.Add(Home);
        root.Options.Add(Config);
        root.Options.Add(Json);
    }
}
