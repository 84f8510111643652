using Tracklake.Models.Bronze;
using Tracklake.Models.Examples;
using Tracklake.Zones;

namespace Tracklake.Models.Silver;

/// <summary>A row an album.</summary>
public sealed class AlbumsSilver : SilverTable
{
    /// <summary>The key.</summary>
    public static readonly Column AlbumId = ProcessedAlbums.AlbumId;

    /// <summary>The one instance.</summary>
    public static readonly AlbumsSilver Table = new();

    /// <inheritdoc/>
    public override string Name => "spotify_albums_silver";

    /// <inheritdoc/>
    public override string Description => "One row an album: each field as it was last served.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [AlbumId];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.Between(ProcessedAlbums.Popularity, 0, 100),
        Models.Checks.NotNegative(ProcessedAlbums.TotalTracks),
        Models.Checks.OneOf(ProcessedAlbums.ReleaseDatePrecision, "year", "month", "day"),
        Models.Checks.Between(DerivedColumns.ReleaseYear, 1860, 2100),
        Models.Checks.NotBlank(AlbumId),
        Models.Checks.NoReplacementCharacter(ProcessedAlbums.AlbumName).AsWarning(),
        Models.Checks.OneOf(ProcessedAlbums.AlbumType, "album", "single", "compilation", "ep").AsWarning(),
        Models.Checks.LengthBetween(ProcessedAlbums.Upc, 8, 14).AsWarning().AllowingPercent(5),
        Models.Checks.NullShareNearHistory(ProcessedAlbums.ReleaseDate, 20).AsWarning(),
        Models.Checks.NeverShrinks().AsWarning(),
        Models.Checks.InOrder(FirstObservedOn, LastObservedOn),
        Models.Checks.NotInFuture(LastObservedOn).AsWarning(),
    ];

    /// <inheritdoc/>
    protected override Materialization Define() => new Folded(
        Query.All(BronzeTables.Albums),
        [AlbumId.Is(AlbumId)],
        [
            Newest(ProcessedAlbums.AlbumName), Newest(ProcessedAlbums.AlbumType), Newest(ProcessedAlbums.TotalTracks),
            Newest(ProcessedAlbums.ReleaseDate), Newest(ProcessedAlbums.ReleaseDatePrecision),
            Newest(ProcessedAlbums.Label), Newest(ProcessedAlbums.Popularity), Newest(ProcessedAlbums.Upc),
            .. ObservedDays,
        ],
        [
            DerivedColumns.ReleasedOn.Is(Sql.ParsePartialDate(ProcessedAlbums.ReleaseDate)),
            DerivedColumns.ReleaseYear.Is(DerivedColumns.ReleaseYearOf(ProcessedAlbums.ReleaseDate)),
        ]);

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("Release dates have three precisions, and 0000 is none")
            .Given(BronzeTables.Albums, """
                album_id | album_name | release_date | release_date_precision
                b1       | Debut      | 2020         | year
                b2       | Spring     | 1998-05      | month
                b3       | Lost Tapes | 0000         | year
                """)
            .Expect("""
                album_id | released_on | release_year
                b1       | 2020-01-01  | 2020
                b2       | 1998-05-01  | 1998
                b3       | null        | null
                """)
            .Then(BronzeTables.Albums, """
                album_id | album_name | release_date | release_date_precision
                b1       | Debut      | 2020-11-20   | day
                """)
            .Expect("""
                album_id | released_on | release_year | release_date_precision
                b1       | 2020-11-20  | 2020         | day
                b2       | 1998-05-01  | 1998         | month
                b3       | null        | null         | year
                """),
    ];
}
