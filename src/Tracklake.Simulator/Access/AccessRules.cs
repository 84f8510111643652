namespace Tracklake.Simulator.Access;

/// <summary>The page sizes of one endpoint.</summary>
internal readonly record struct PageSize(int Default, int Max);

/// <summary>
/// What the API serves to an app of a profile on a day. Spotify dated some changes by the month only; the days chosen
/// here for those are marked.
/// </summary>
internal sealed record AccessRules(AccessProfile Profile, DateOnly Day)
{
    /// <summary>
    /// Related artists, recommendations, audio features and analysis, featured playlists and previews ended.
    /// </summary>
    public static readonly DateOnly RecommendationsEnded = new(2024, 11, 27);

    /// <summary>The first day on which new apps came with the cut-down development mode.</summary>
    public static readonly DateOnly DevelopmentCut = new(2026, 2, 11);

    /// <summary>external_ids came back; the changelog says "March 2026", the day is chosen.</summary>
    public static readonly DateOnly ExternalIdsRestored = new(2026, 3, 1);

    /// <summary>429 bodies name their reason; known as "since July 2026", the day is chosen.</summary>
    public static readonly DateOnly QuotaReasonNamed = new(2026, 7, 1);

    private bool IsCut => Profile == AccessProfile.NewDevelopment && Day >= DevelopmentCut;

    /// <summary>
    /// The endpoints that went with the cut of February 2026: batches, top tracks, browse, markets, users.
    /// </summary>
    public bool HasCutEndpoints => !IsCut;

    /// <summary>
    /// The endpoints and previews that ended in November 2024. Extended apps that used them before kept them; the
    /// simulated app is one that did not.
    /// </summary>
    public bool HasRecommendations => Day < RecommendationsEnded;

    /// <summary>Popularity, followers, genres, labels, groups and markets.</summary>
    public bool HasDetails => !IsCut;

    /// <summary>ISRCs and UPCs.</summary>
    public bool HasExternalIds => !IsCut || Day >= ExternalIdsRestored;

    /// <summary>The <c>reason</c> of a 429.</summary>
    public bool NamesQuotaReason => Day >= QuotaReasonNamed;

    /// <summary>Pages of an artist's albums and of search results.</summary>
    public PageSize ShortPages => IsCut ? new(5, 10) : new(20, 50);

    /// <summary>Pages of everything else.</summary>
    public static PageSize Pages => new(20, 50);
}
