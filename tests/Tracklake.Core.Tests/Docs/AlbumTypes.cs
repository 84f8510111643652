using Tracklake.Models.Examples;
using Tracklake.Models.Silver;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedAlbums;

namespace Tracklake.Models.Gold;

/// <summary>A row a type of album.</summary>
public sealed class AlbumTypes : GoldTable
{
    /// <summary>Albums.</summary>
    public static readonly Column AlbumCount = Column.Int64("album_count", "Number of albums of the type.").NotNull();

    /// <summary>First release.</summary>
    public static readonly Column FirstRelease =
        Column.Date("first_release", "Earliest release; null when none is known.");

    /// <summary>The one instance.</summary>
    public static readonly AlbumTypes Table = new();

    /// <inheritdoc/>
    public override string Name => "album_types";

    /// <inheritdoc/>
    public override string Description => "One row a type of album: how many there are and since when.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [AlbumType];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
        [Models.Checks.OneOf(AlbumType, "album", "single", "compilation")];

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("Albums that do not say of which type they are have a row")
            .Given(AlbumsSilver.Table, """
                album_id | album_type | released_on
                b1       | album      | 2020-05-01
                b2       | album      | 2019-01-01
                b3       | null       | null
                """)
            .Expect("""
                album_type | album_count | first_release
                album      | 2           | 2019-01-01
                null       | 1           | null
                """),
    ];

    /// <inheritdoc/>
    protected override Materialization Define() => new Whole(Query.From(AlbumsSilver.Table)
        .GroupBy(AlbumType)
        .Select(
            AlbumType.Is(AlbumType),
            AlbumCount.Is(Count()),
            FirstRelease.Is(Min(DerivedColumns.ReleasedOn))));
}
