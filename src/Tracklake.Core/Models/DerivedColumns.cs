using Tracklake.Zones;
using static Tracklake.Models.Sql;

namespace Tracklake.Models;

/// <summary>A column computed from others: what it is called and how it is computed, once, for every engine.</summary>
/// <param name="Column">The column that it gives.</param>
/// <param name="Value">The expression over columns of the table that it is added to.</param>
public sealed record DerivedColumn(Column Column, Expr Value);

/// <summary>
/// The one definition of each derived column. Landing evaluates them in C# for the transformed zone, the models render
/// them as SQL for silver, and the quality gate compares the two.
/// </summary>
public static class DerivedColumns
{
    /// <summary>Length in minutes, 2 digits.</summary>
    public static readonly Column DurationMinutes =
        Column.Decimal("duration_minutes", 18, 2, "Length in minutes, rounded half up to 2 digits.");

    /// <summary>Short, Medium or Long.</summary>
    public static readonly Column LengthCategory = Column.Text(
        "length_category", "Short (under 3 minutes), Medium (3 to 5 minutes) or Long; null when the length is unknown.");

    /// <summary>High, Medium, Low or Unknown.</summary>
    public static readonly Column PopularityCategory = Column
        .Text("popularity_category", "High (70 to 100), Medium (40 to 69), Low (0 to 39) or Unknown.").NotNull();

    /// <summary>Year of release.</summary>
    public static readonly Column ReleaseYear =
        Column.Int32("release_year", "Year of release; null when unknown or before 1583.");

    /// <summary>First day that the release date can mean.</summary>
    public static readonly Column ReleasedOn = Column.Date(
        "released_on", "First day that the release date can mean, whatever its precision; null when unknown or before 1583.");

    /// <summary>The UTC day of a play.</summary>
    public static readonly Column PlayedOn = Column.Date("played_on", "The UTC day on which the play ended.").NotNull();

    /// <summary>Length of a play in minutes.</summary>
    public static readonly Column MinutesPlayed =
        Column.Decimal("minutes_played", 18, 2, "How long the play lasted, in minutes, 2 digits.").NotNull();

    private const int MsPerMinute = 60_000;

    /// <summary>What the transformed table of a processed table has beyond its columns; empty for most.</summary>
    public static IReadOnlyList<DerivedColumn> Of(ProcessedTable table) => table switch
    {
        ProcessedTracks =>
        [
            new(DurationMinutes, InMinutes(ProcessedTracks.DurationMs)),
            new(LengthCategory, LengthCategoryOf(ProcessedTracks.DurationMs)),
            new(PopularityCategory, PopularityCategoryOf(ProcessedTracks.Popularity)),
        ],
        ProcessedAlbums =>
        [
            new(ReleasedOn, ParsePartialDate(ProcessedAlbums.ReleaseDate)),
            new(ReleaseYear, ReleaseYearOf(ProcessedAlbums.ReleaseDate)),
        ],
        ProcessedPlays =>
        [
            new(PlayedOn, DateOf(ProcessedPlays.PlayedAt)),
            new(MinutesPlayed, InMinutes(ProcessedPlays.MsPlayed)),
        ],
        _ => [],
    };

    /// <summary>Milliseconds as minutes: round half up of ms / 60000, 2 digits.</summary>
    public static Expr InMinutes(Expr milliseconds) => Ratio(milliseconds, MsPerMinute, 2);

    /// <summary>Short under 3 minutes, Medium from 3 to 5, Long above.</summary>
    public static Expr LengthCategoryOf(Expr durationMs) =>
        When(durationMs < 3 * MsPerMinute, "Short")
            .When(durationMs <= 5 * MsPerMinute, "Medium")
            .When(durationMs > 5 * MsPerMinute, "Long")
            .End();

    /// <summary>High from 70, Medium from 40, Low below, Unknown when it is not served.</summary>
    public static Expr PopularityCategoryOf(Expr popularity) =>
        When(popularity >= 70, "High").When(popularity >= 40, "Medium").When(popularity >= 0, "Low").Else("Unknown");

    /// <summary>The year of a release date of any precision; "0000" and the like are unknown.</summary>
    public static Expr ReleaseYearOf(Expr releaseDate) => YearOf(ParsePartialDate(releaseDate));
}
