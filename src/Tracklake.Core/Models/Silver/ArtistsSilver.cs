using Tracklake.Models.Bronze;
using Tracklake.Models.Examples;
using Tracklake.Zones;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedArtists;

namespace Tracklake.Models.Silver;

/// <summary>A row an artist.</summary>
public sealed class ArtistsSilver : SilverTable
{
    /// <summary>Whether the name may be several artists'.</summary>
    public static readonly Column IsAmbiguous = ProcessedCredits.IsAmbiguous;

    /// <summary>The one instance.</summary>
    public static readonly ArtistsSilver Table = new();

    /// <inheritdoc/>
    public override string Name => "spotify_artists_silver";

    /// <inheritdoc/>
    public override string Description =>
        "One row an artist: those who were asked for (is_followed) and those who only appear in credits.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [ArtistId];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.Between(Popularity, 0, 100),
        Models.Checks.NotNegative(Followers),
        Models.Checks.NotBlank(ArtistId),
        Models.Checks.NotBlank(ArtistName).AsWarning(),
        Models.Checks.NoReplacementCharacter(ArtistName).AsWarning(),
        Models.Checks.NullShareNearHistory(Popularity, 20).AsWarning(),
        Models.Checks.NeverShrinks().AsWarning(),
        Models.Checks.InOrder(FirstObservedOn, LastObservedOn),
        Models.Checks.NotInFuture(LastObservedOn).AsWarning(),
        Models.Checks.NoRow(
            "artist_name_is_one_artist", IsAmbiguous, "The name may be several artists' joined with a comma.").Advising(
            "Import the file again with --artist-separator ',' (they are several) or --artist-separator none (the comma "
            + "is part of the name)."),
    ];

    /// <summary>
    /// Credits are many and their artists few: of those of one response that say the same, the last stands for all.
    /// </summary>
    private static Select NamesInCredits => Query.From(BronzeTables.Credits).GroupBy(
        ProcessedCredits.ArtistId, ProcessedCredits.ArtistName, ProcessedCredits.IsAmbiguous, ProcessedTable.ObservedOn,
        Provenance.IngestedAt, Provenance.SourceObject).Select(
    [
        ArtistId.Is(ProcessedCredits.ArtistId), ArtistName.Is(ProcessedCredits.ArtistName),
        Popularity.Is(Null(DataType.Int32)), Followers.Is(Null(DataType.Int64)), Genres.Is(Null(DataType.Text)),
        IsFollowed.Is(false), IsAmbiguous.Is(ProcessedCredits.IsAmbiguous),
        ProcessedTable.ObservedOn.Is(ProcessedTable.ObservedOn), Provenance.IngestedAt.Is(Provenance.IngestedAt),
        Provenance.SourceObject.Is(Provenance.SourceObject), Provenance.SourceOffset.Is(Max(Provenance.SourceOffset)),
    ]);

    /// <inheritdoc/>
    protected override Materialization Define() => new Folded(
        UnionAll.Of(
            Query.From(BronzeTables.Artists).Select(
            [
                ArtistId.Is(ArtistId), ArtistName.Is(ArtistName), Popularity.Is(Popularity), Followers.Is(Followers),
                Genres.Is(Genres), IsFollowed.Is(IsFollowed), IsAmbiguous.Is(false), .. RecordPlace,
            ]),
            NamesInCredits),
        [ArtistId.Is(ArtistId)],
        [
            Newest(ArtistName), Newest(Popularity), Newest(Followers), Newest(Genres),
            new(IsFollowed, IsFollowed, Fold.Ever), new(IsAmbiguous, IsAmbiguous, Fold.Ever), .. ObservedDays,
        ],
        []);

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("A credit adds an artist or a new name, and takes nothing away")
            .Given(BronzeTables.Artists, """
                artist_id | artist_name | popularity | genres     | is_followed
                a1        | Nova        | 55         | synth wave | true
                """)
            .Given(BronzeTables.Credits, """
                artist_id | artist_name
                a1        | Nova
                a2        | Low Tide
                """)
            .Expect("""
                artist_id | artist_name | popularity | genres     | is_followed
                a1        | Nova        | 55         | synth wave | true
                a2        | Low Tide    | null       | null       | false
                """)
            .Then(BronzeTables.Credits, """
                artist_id | artist_name
                a1        | NOVA
                """)
            .Expect("""
                artist_id | artist_name | popularity | is_followed | first_observed_on | last_observed_on
                a1        | NOVA        | 55         | true        | 2026-01-01        | 2026-01-02
                a2        | Low Tide    | null       | false       | 2026-01-01        | 2026-01-01
                """),
    ];
}
