namespace Tracklake.Simulator.Catalogue;

internal enum AlbumKind
{
    /// <summary>New recordings; the lead tracks may have been released as a single before.</summary>
    Studio,

    /// <summary>One to three new recordings.</summary>
    Single,

    /// <summary>An earlier studio album again, with bonus tracks.</summary>
    Deluxe,

    /// <summary>Recordings of earlier albums, by this artist and by neighbours.</summary>
    Compilation,
}

/// <summary>What an album is made of, before its names and tracks are.</summary>
/// <param name="Owner">The artist whose discography it belongs to.</param>
/// <param name="Index">Its place in that discography, oldest first.</param>
/// <param name="Kind">How its tracks come about.</param>
/// <param name="ReleasedOn">The day from which on it exists.</param>
/// <param name="TotalTracks">How many tracks it has.</param>
/// <param name="Source">The place of a deluxe edition's original, or of a studio album's lead single.</param>
/// <param name="Partner">A second album artist.</param>
internal sealed record AlbumPlan(
    int Owner, int Index, AlbumKind Kind, DateOnly ReleasedOn, int TotalTracks, int? Source, int? Partner);
