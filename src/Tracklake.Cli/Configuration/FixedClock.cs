namespace Tracklake.Cli.Configuration;

/// <summary>A clock that stands still, for runs that are to be repeated byte for byte; durations stay real.</summary>
/// <param name="now">The time that it shows.</param>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
