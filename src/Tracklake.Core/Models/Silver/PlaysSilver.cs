using Tracklake.Models.Bronze;
using Tracklake.Models.Examples;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedPlays;

namespace Tracklake.Models.Silver;

/// <summary>A row a play.</summary>
public sealed class PlaysSilver : SilverTable
{
    /// <summary>What was played.</summary>
    public static readonly Column ContentKey = Column.Text(
        "content_key", "The URI of what was played; without one a hash of title and creator.").NotNull();

    /// <summary>The one instance.</summary>
    public static readonly PlaysSilver Table = new();

    /// <inheritdoc/>
    public override string Name => "spotify_plays_silver";

    /// <inheritdoc/>
    public override string Description =>
        "One row a play; a play that several exports contain is one. Podcasts and audiobooks by content_type.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [PlayedAt, ContentKey, MsPlayed];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.NotNegative(MsPlayed),
        Models.Checks.OneOf(ContentType, "track", "episode", "audiobook", "unknown"),
        Models.Checks.NotInFuture(PlayedAt).AsWarning(),
        Models.Checks.AtMost(MsPlayed, 86_400_000).AsWarning(),
        Models.Checks.NotBlank(ContentKey),
        Models.Checks.Matching(Country, "[A-Z]{2}", "an ISO 3166-1 alpha-2 country").AsWarning(),
        Models.Checks.NoReplacementCharacter(Title).AsWarning(),
        Models.Checks.Between(DerivedColumns.PlayedOn, new DateOnly(2006, 4, 23), new DateOnly(2200, 1, 1)).AsWarning().Advising(
            "Spotify was founded on the first of these days: a clock was wrong."),
        Models.Checks.MeanNearHistory(MsPlayed, 50).AsWarning(),
        Models.Checks.NeverShrinks().AsWarning(),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        var key = Sql.Coalesce(
            ContentUri, Md5(Concat(Lower(Sql.Coalesce(Title, "")), "|", Lower(Sql.Coalesce(Creator, "")))));
        Column[] fields =
        [
            PlayedAt, MsPlayed, ContentType, ContentUri, Title, Creator, AlbumName, Platform, Country, ReasonStart,
            ReasonEnd, Shuffle, Skipped, Offline, Incognito,
        ];
        return new NewestRecord(
            Query.From(BronzeTables.Plays).Select(
                [ContentKey.Is(key), .. fields.Select(f => f.Is(f)), .. RecordPlace]),
            [PlayedAt, ContentKey, MsPlayed],
            [
                ContentKey.Is(ContentKey), .. fields.Select(f => f.Is(f)),
                DerivedColumns.PlayedOn.Is(DateOf(PlayedAt)),
                DerivedColumns.MinutesPlayed.Is(DerivedColumns.InMinutes(MsPlayed)),
            ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("A play that several exports contain is one")
            .Given(BronzeTables.Plays, """
                played_at            | ms_played | content_type | content_uri     | title    | creator
                2026-01-01T23:59:59Z | 185000    | track        | spotify:track:1 | Nightjar | Nova
                2026-01-01T23:59:59Z | 185000    | track        | spotify:track:1 | Nightjar | Nova
                2026-01-02T00:00:00Z | 30000     | unknown      | null            | null     | null
                """)
            .Expect("""
                played_on  | minutes_played | content_type | content_uri     | title
                2026-01-01 | 3.08           | track        | spotify:track:1 | Nightjar
                2026-01-02 | 0.50           | unknown      | null            | null
                """)
            .Then(BronzeTables.Plays, """
                played_at            | ms_played | content_type | content_uri     | title             | creator
                2026-01-01T23:59:59Z | 185000    | track        | spotify:track:1 | Nightjar (Deluxe) | Nova
                """)
            .Expect("""
                played_on  | content_uri     | title
                2026-01-01 | spotify:track:1 | Nightjar (Deluxe)
                2026-01-02 | null            | null
                """),
    ];
}
