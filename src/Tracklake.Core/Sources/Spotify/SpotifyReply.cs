namespace Tracklake.Sources.Spotify;

/// <summary>How the API took a request, as far as the extraction has to choose its way by it.</summary>
internal abstract record SpotifyReply;

/// <summary>It answered.</summary>
/// <param name="Record">The answer's place in the day.</param>
/// <param name="Facts">What it says.</param>
internal sealed record Answered(SpoolRecord Record, BodyFacts Facts) : SpotifyReply;

/// <summary>There is no such artist, album or track.</summary>
/// <param name="Reason">What the API said.</param>
internal sealed record Missing(string Reason) : SpotifyReply;

/// <summary>The app may not ask this family; never asked again that day.</summary>
/// <param name="Reason">What the API said.</param>
internal sealed record Refused(string Reason) : SpotifyReply;

/// <summary>The page is larger than the app may ask for.</summary>
internal sealed record LimitTooLarge : SpotifyReply;
