namespace Tracklake.Sources.Spotify;

/// <summary>A request, and what the day knows of it.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Day">The day that a simulator is asked as of.</param>
/// <param name="Previous">An earlier answer, which the API may confirm instead of sending it again.</param>
/// <param name="Budget">What the family may spend in 24 hours; null for no limit.</param>
/// <param name="HasAnswered">Whether the family has answered today.</param>
internal sealed record Ask(
    SpotifyRequest Request, DateOnly Day, PreviousAnswer? Previous, int? Budget, bool HasAnswered);
