using System.Net;
using System.Net.Sockets;
using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>What is wrong is said in a sentence with what to do next, and by the exit code; never by a stack trace.
/// </summary>
public sealed class MessageTests(DemoHome demo)
{
    [Theory]
    [InlineData(2, "'frobnicate'", "frobnicate")]
    [InlineData(2, "'--frobnicate'", "run", "--frobnicate")]
    [InlineData(2, "Required argument missing", "query")]
    [InlineData(2, "There is no file or folder", "import", "not-there")]
    [InlineData(2, "must be a day", "import", ".", "--date", "03/04/2020")]
    [InlineData(2, "There is no table 'gold.nothing'", "describe", "gold.nothing")]
    [InlineData(2, "There is no configuration 'not-there.yaml'", "tables", "--config", "not-there.yaml")]
    [InlineData(2, "--format parquet needs --out", "query", "select 1", "--format", "parquet")]
    [InlineData(2, "'--dialect' is required", "models", "render")]
    [InlineData(2, "'oracle' not recognized", "models", "render", "--dialect", "oracle")]
    [InlineData(2, "is neither a folder nor an address", "models", "render", "--dialect", "trino", "--stage", "a'b")]
    [InlineData(1, "Parser Error", "query", "selec")]
    [InlineData(1, "gold.nothing", "query", "select * from gold.nothing")]
    [InlineData(1, "cannot be answered", "query", "select * from read_csv('tracklake.lock')")]
    [InlineData(1, "runs/000007", "runs", "show", "7")]
    public async Task Wrong_call_ends_with_its_exit_code_and_a_sentence(
        int exitCode, string sentence, params string[] arguments)
    {
        var refused = (await demo.Command.RunAsync(arguments)).MustEndWith(exitCode);

        Assert.StartsWith("tracklake: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, refused.Error, StringComparison.Ordinal);
        Assert.Empty(refused.Output);
        Assert.DoesNotContain("   at ", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query", "select 1")]
    [InlineData("tables")]
    [InlineData("release", "rollback")]
    public async Task Before_the_first_run_every_reader_says_what_to_do(params string[] arguments)
    {
        using var home = new TemporaryHome();

        var refused = (await home.Command.RunAsync(arguments)).MustEndWith(1);

        Assert.Contains("Run 'tracklake run' first", refused.Error, StringComparison.Ordinal);
        Assert.Empty(home.Files("lake"));
    }

    [Fact]
    public async Task Wrong_settings_of_file_and_environment_are_all_named_at_once()
    {
        using var home = new TemporaryHome();
        Directory.CreateDirectory(home.Path);
        await File.WriteAllTextAsync(
            home.In("tracklake.yaml"), "source: moon\ndemo:\n  artits: 3\n", TestContext.Current.CancellationToken);

        var refused = await home.Command.With("MEMORY_MB", 1).With("DEMO_DAYS", "many").RunAsync("run");

        refused.MustEndWith(2);
        string[] named = ["source", "'moon'", "demo.artits", "TRACKLAKE_MEMORY_MB", "TRACKLAKE_DEMO_DAYS"];
        foreach (var wrong in named)
            Assert.Contains(wrong, refused.Error, StringComparison.Ordinal);
        Assert.Empty(home.Files("spotify"));
    }

    [Fact]
    public async Task Configuration_that_is_no_yaml_is_refused_with_its_line()
    {
        using var home = new TemporaryHome();
        Directory.CreateDirectory(home.Path);
        await File.WriteAllTextAsync(
            home.In("tracklake.yaml"), "demo:\n  days: [\n", TestContext.Current.CancellationToken);

        var refused = (await home.Command.RunAsync("run")).MustEndWith(2);

        Assert.Matches(@"tracklake\.yaml' is no YAML at line \d", refused.Error);
    }

    [Fact]
    public async Task Spotify_without_secrets_is_refused_with_their_names()
    {
        using var home = new TemporaryHome();

        var refused = (await home.Command.With("SOURCE", "spotify").RunAsync("run")).MustEndWith(2);

        Assert.Contains("SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_is_neither_said_nor_kept_when_the_api_cannot_be_reached()
    {
        const string secret = "5ecret-canary-of-the-test";
        using var home = new TemporaryHome();
        var nowhere = $"http://127.0.0.1:{FreePort()}";

        var failed = (await home.Command
            .WithVariable("SPOTIFY_CLIENT_ID", "some-client").WithVariable("SPOTIFY_CLIENT_SECRET", secret)
            .With("SPOTIFY_ARTISTS", "0TnOYISbd1XYRBk9myaseg").With("SPOTIFY_API_BASE", nowhere + "/v1/")
            .With("SPOTIFY_TOKEN_ENDPOINT", nowhere + "/api/token").With("SPOTIFY_MAX_WAIT_SECONDS", 1)
            .RunAsync("run")).MustEndWith(1);

        Assert.Contains("Check the network", failed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, failed.Said, StringComparison.Ordinal);
        Assert.Empty(HomeText.FilesWith(home.Path, [secret, Basic("some-client", secret)]));
    }

    private static string Basic(string id, string secret) =>
        Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{id}:{secret}"));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
