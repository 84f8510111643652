namespace Tracklake.Simulator;

/// <summary>
/// What kind of app the simulated API takes its callers for; it decides which endpoints and fields exist.
/// </summary>
public enum AccessProfile
{
    /// <summary>
    /// An app created since 2026-02-11: no batches, no top tracks, pages of ten, no popularity. Asked as of an earlier
    /// day, when no such app existed, it is served like <see cref="LegacyDevelopment"/>.
    /// </summary>
    NewDevelopment,

    /// <summary>
    /// An older app in development mode; the cuts announced for 2026-03-09 were postponed and never reach it.
    /// </summary>
    LegacyDevelopment,

    /// <summary>An app with extended quota: every endpoint that still exists, every field.</summary>
    Extended,
}
