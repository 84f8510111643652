using Tracklake.Models;
using static Tracklake.Checks.Bench.BenchTracks;

namespace Tracklake.Checks.Bench;

/// <summary>
/// The mix: what the models of Tracklake declare, as often over as makes 200. With the 14 that follow from key and
/// nullability: about a third ranges and nulls, a third measures and history, the rest texts, sets, dates, conditions.
/// </summary>
internal static class CheckMix
{
    private static readonly Column[] Numbers = [DiscNumber, TrackNumber, DurationMs, Popularity];
    private static readonly Column[] Texts = [TrackId, TrackName, AlbumId, Isrc, Length, Fame];

    public static IReadOnlyList<Check> All { get; } =
    [
        .. Numbers.SelectMany(Ranges),
        .. Numbers.SelectMany(Measures),
        .. Texts.SelectMany(OfText),
        .. Dates(),
        .. Conditions(),
        .. Shares(),
        .. Tables(),
    ];

    private static IEnumerable<Check> Ranges(Column column) =>
    [
        Models.Checks.Between(column, 0, 500_000), Models.Checks.Between(column, 0, 1_000_000),
        Models.Checks.AtLeast(column, 0), Models.Checks.AtMost(column, 500_000), Models.Checks.NotNegative(column),
        Models.Checks.AtMost(column, 86_400_000), Models.Checks.AtLeast(column, -1),
    ];

    private static IEnumerable<Check> Measures(Column column) =>
    [
        Models.Checks.MeanBetween(column, 1, 400_000), Models.Checks.MinBetween(column, 0, 60_000),
        Models.Checks.MaxBetween(column, 1, 500_000), Models.Checks.SumBetween(column, 1, null),
        Models.Checks.PercentileBetween(column, 50, 0, 400_000),
        Models.Checks.MeanNearHistory(column, 30), Models.Checks.NullShareNearHistory(column, 10),
    ];

    private static IEnumerable<Check> OfText(Column column) =>
    [
        Models.Checks.NotBlank(column), Models.Checks.LengthBetween(column, 1, 100),
        Models.Checks.LengthBetween(column, 1, 200), Models.Checks.NoneOf(column, "N/A", "null", "-"),
        Models.Checks.NullShareNearHistory(column, 10), Models.Checks.NullShare(column, 30),
    ];

    private static IEnumerable<Check> Dates()
    {
        foreach (var column in (Column[])[FirstOn, LastOn])
        {
            yield return Models.Checks.Between(column, new DateOnly(2020, 1, 1), new DateOnly(2030, 1, 1));
            yield return Models.Checks.Between(column, new DateOnly(2006, 4, 23), new DateOnly(2200, 1, 1));
            yield return Models.Checks.NotInFuture(column);
            yield return Models.Checks.Fresh(column, 4_000);
            yield return Models.Checks.NoGapsInDays(column);
            yield return Models.Checks.NullShareNearHistory(column, 1);
        }
        yield return Models.Checks.InOrder(FirstOn, LastOn);
    }

    private static IEnumerable<Check> Conditions()
    {
        (string Category, int From, int To)[] lengths =
            [("Short", 0, 179_999), ("Medium", 180_000, 300_000), ("Long", 300_001, int.MaxValue)];
        foreach (var (category, from, to) in lengths)
        {
            yield return Models.Checks.Implies(
                $"{category.ToLowerInvariant()}_is_so", ((Expr)Length).Eq(category),
                (Expr)DurationMs >= from & (Expr)DurationMs <= to, $"{category} must mean its lengths.");
        }
        (string Category, int From, int To)[] fames = [("Low", 0, 39), ("Medium", 40, 69), ("High", 70, 100)];
        foreach (var (category, from, to) in fames)
        {
            yield return Models.Checks.Implies(
                $"{category.ToLowerInvariant()}_fame_is_so", ((Expr)Fame).Eq(category),
                (Expr)Popularity >= from & (Expr)Popularity <= to, $"{category} must mean its popularities.");
        }
        yield return Models.Checks.Implies(
            "unknown_is_unknown", ((Expr)Popularity).IsNull(), ((Expr)Fame).Eq("Unknown"), "Unknown must be Unknown.");
        yield return Models.Checks.Compare(DiscNumber, BinaryOperator.LessOrEqual, DurationMs);
        yield return Models.Checks.Compare(TrackNumber, BinaryOperator.Less, DurationMs);
        yield return Models.Checks.Compare(Popularity, BinaryOperator.Less, DurationMs);
        yield return Models.Checks.NoRow("local_has_no_code", (Expr)IsLocal & ((Expr)Isrc).IsNotNull(), "A local track has no code.");
        yield return Models.Checks.OneOf(Length, "Short", "Medium", "Long");
        yield return Models.Checks.OneOf(Fame, "High", "Medium", "Low", "Unknown");
        yield return Models.Checks.NoReplacementCharacter(TrackName);
        yield return Models.Checks.Between(Minutes, 0m, 60m);
        yield return Models.Checks.Between(Minutes, 0m, 1440m);
    }

    private static IEnumerable<Check> Shares()
    {
        yield return Models.Checks.ShareBetween("explicit_share", Explicit, 10, 30, "explicit tracks");
        yield return Models.Checks.ShareBetween("local_share", IsLocal, 0, 1, "local tracks");
        foreach (var disc in (int[])[1, 2, 3])
            yield return Models.Checks.ShareBetween($"disc_{disc}_share", ((Expr)DiscNumber).Eq(disc), 20, 40, $"tracks of disc {disc}");
        foreach (var place in (int[])[1, 2, 3, 4])
            yield return Models.Checks.ShareBetween($"place_{place}_share", ((Expr)TrackNumber).Eq(place), 5, 15, $"tracks at {place}");
        yield return Models.Checks.CategoriesNearHistory(Length, 10, "Short", "Medium", "Long");
        yield return Models.Checks.CategoriesNearHistory(Fame, 10, "High", "Medium", "Low", "Unknown");
        yield return Models.Checks.DistinctBetween(Length, 3, 3);
        yield return Models.Checks.DistinctBetween(Fame, 4, 4);
        yield return Models.Checks.DistinctBetween(DiscNumber, 1, 10);
    }

    private static IEnumerable<Check> Tables() =>
    [
        Models.Checks.MinRows(1), Models.Checks.RowsBetween(1, 100_000_000), Models.Checks.VolumeNearHistory(50),
        Models.Checks.NeverShrinks(),
        .. Enumerable.Range(1, 40).Select(n => Models.Checks.AtMost(DurationMs, 500_000 + n)),
    ];
}
