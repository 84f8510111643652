namespace Tracklake.EndToEnd.Tests.Fixture;

/// <summary>Tests that take minutes, or more rounds of those that take seconds: by TRACKLAKE_LONG_TESTS=1.</summary>
internal static class LongTests
{
    public static bool Asked => Environment.GetEnvironmentVariable("TRACKLAKE_LONG_TESTS") == "1";
}
