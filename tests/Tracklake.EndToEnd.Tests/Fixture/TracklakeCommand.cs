using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Tracklake.EndToEnd.Tests.Fixture;

/// <summary>
/// The command as a user has it: a process of its own. Nothing of the caller's environment that configures it reaches
/// it; by default it runs a small demo under a clock that stands still.
/// </summary>
internal sealed record TracklakeCommand
{
    private const string Prefix = "TRACKLAKE_";

    private ImmutableDictionary<string, string> _environment = ImmutableDictionary<string, string>.Empty;

    /// <summary>The folder that it works in.</summary>
    public required string Folder { get; init; }

    /// <summary>The home, which need not be there.</summary>
    public required string Home { get; init; }

    /// <summary>Sets an environment variable.</summary>
    public TracklakeCommand WithVariable(string name, string value) =>
        this with { _environment = _environment.SetItem(name, value) };

    /// <summary>Configures a setting by its environment variable: <c>DEMO_DAYS</c>.</summary>
    public TracklakeCommand With(string setting, object value) =>
        WithVariable(Prefix + setting, string.Create(CultureInfo.InvariantCulture, $"{value}"));

    /// <summary>A small demo: days of history up to a day, of a few artists.</summary>
    public TracklakeCommand WithDemo(string today, int days, int artists = 5) =>
        With("NOW", today + "T12:00:00Z").With("DEMO_DAYS", days).With("DEMO_ARTISTS", artists);

    /// <summary>Runs it to its end.</summary>
    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var running = Start(arguments);
        return await running.EndAsync();
    }

    /// <summary>Runs it and kills it as soon as a file or folder is there.</summary>
    /// <returns>False when the command ended before it was.</returns>
    public async Task<bool> RunUntilAsync(string path, params string[] arguments)
    {
        using var running = Start(arguments);
        while (!running.HasEnded && !Path.Exists(path))
            Thread.Sleep(0);
        running.Kill();
        await running.EndAsync();
        return Path.Exists(path);
    }

    /// <summary>Runs it to its end on a terminal of so many columns: what it writes is what a person sees.</summary>
    public async Task<CommandResult> RunOnTerminalAsync(int columns, params string[] arguments)
    {
        var quoted = Invocation(arguments).Select(word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'");
        using var running = Start(
            ["script", "-qec", $"stty cols {columns} rows 50; exec {string.Join(' ', quoted)}", "/dev/null"], arguments);
        return await running.EndAsync();
    }

    /// <summary>Starts it.</summary>
    public RunningCommand Start(params string[] arguments) => Start([.. Invocation(arguments)], arguments);

    private IEnumerable<string> Invocation(string[] arguments) =>
        ["dotnet", Path.Combine(AppContext.BaseDirectory, "tracklake.dll"), .. arguments, "--home", Home];

    private RunningCommand Start(string[] invocation, string[] arguments)
    {
        var start = new ProcessStartInfo(invocation[0])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in invocation[1..])
            start.ArgumentList.Add(word);
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        return new RunningCommand(start, string.Join(' ', arguments));
    }

    private static bool IsOurs(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) || name.StartsWith("SPOTIFY_", StringComparison.Ordinal);
}
