namespace Tracklake.Cli;

/// <summary>Something that the user can mend: shown as its message, without a stack trace.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="exitCode">The exit code of the command.</param>
internal sealed class UserException(string message, int exitCode = ExitCodes.Usage) : Exception(message)
{
    public int ExitCode => exitCode;
}
