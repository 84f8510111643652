namespace Tracklake.Cli;

/// <summary>What the command's exit code says.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed; the message says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A check of severity error failed; readers see what they saw before.</summary>
    public const int Blocked = 3;

    /// <summary>To be tried again later: a quota, or another run is at work (EX_TEMPFAIL of sysexits.h).</summary>
    public const int Deferred = 75;
}
