using System.Text.Json;

namespace Tracklake.EndToEnd.Tests.Fixture;

/// <summary>What a call of the command said, and how it ended.</summary>
/// <param name="Line">The command line, for messages.</param>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CommandResult(string Line, int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>All that a person sees.</summary>
    public string Said => Output + Error;

    /// <summary>Fails the test with all that was said when the exit code is another.</summary>
    public CommandResult MustEndWith(int exitCode)
    {
        Assert.True(
            ExitCode == exitCode, $"tracklake {Line}\nended with {ExitCode} instead of {exitCode}.\n{Output}\n{Error}");
        return this;
    }

    /// <inheritdoc cref="MustEndWith"/>
    public CommandResult MustSucceed() => MustEndWith(0);
}
