namespace Tracklake.Sources.Imports.History;

/// <summary>What was played.</summary>
internal enum PlayContent : byte
{
    Unknown,
    Track,
    Episode,
    Audiobook,
}

/// <summary>Yes, no, or not said.</summary>
internal enum Said : byte
{
    Nothing,
    No,
    Yes,
}

/// <summary>
/// One play without anything personal, small enough that millions fit into memory: texts are numbers of a
/// <see cref="StringPool"/>, times are milliseconds since 1970 UTC.
/// </summary>
internal record struct Play
{
    public long EndedAt;
    public long OfflineAt;
    public int MsPlayed;
    public int Uri;
    public int Title;
    public int Creator;
    public int Album;
    public int Country;
    public int ReasonStart;
    public int ReasonEnd;
    public Platform Platform;
    public PlayContent Content;
    public Said Shuffle;
    public Said Skipped;
    public Said Offline;
    public Said Incognito;

    /// <summary>How much is known of the play: of two accounts of one play the fuller one is kept.</summary>
    public readonly int Known =>
        Is(OfflineAt != 0) + Is(Uri != 0) + Is(Title != 0) + Is(Creator != 0) + Is(Album != 0) + Is(Country != 0)
        + Is(ReasonStart != 0) + Is(ReasonEnd != 0) + Is(Platform != Platform.None) + Is(Content != PlayContent.Unknown)
        + Is(Shuffle != Said.Nothing) + Is(Skipped != Said.Nothing) + Is(Offline != Said.Nothing)
        + Is(Incognito != Said.Nothing);

    /// <summary>Takes from another account of the same play what this one does not say.</summary>
    public readonly Play FilledFrom(Play other) => this with
    {
        OfflineAt = OfflineAt != 0 ? OfflineAt : other.OfflineAt,
        Uri = Uri != 0 ? Uri : other.Uri,
        Title = Title != 0 ? Title : other.Title,
        Creator = Creator != 0 ? Creator : other.Creator,
        Album = Album != 0 ? Album : other.Album,
        Country = Country != 0 ? Country : other.Country,
        ReasonStart = ReasonStart != 0 ? ReasonStart : other.ReasonStart,
        ReasonEnd = ReasonEnd != 0 ? ReasonEnd : other.ReasonEnd,
        Platform = Platform != Platform.None ? Platform : other.Platform,
        Content = Content != PlayContent.Unknown ? Content : other.Content,
        Shuffle = Shuffle != Said.Nothing ? Shuffle : other.Shuffle,
        Skipped = Skipped != Said.Nothing ? Skipped : other.Skipped,
        Offline = Offline != Said.Nothing ? Offline : other.Offline,
        Incognito = Incognito != Said.Nothing ? Incognito : other.Incognito,
    };

    private static int Is(bool known) => known ? 1 : 0;
}
