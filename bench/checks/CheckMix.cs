using Tracklake.Models;
using static Tracklake.Checks.Bench.BenchTracks;

namespace Tracklake.Checks.Bench;

/// <summary>
/// The mix: some six checks a column, kinds about as often as the models of Tracklake declare them. Ranges and measures on numbers; blanks,
/// lengths, words for nothing, encodings on texts; sets and shares on categories; order, future and freshness on days;
/// conditions over several columns; history. With those that follow from key and nullability they are 200.
/// </summary>
internal static class CheckMix
{
    private static readonly (Column Column, int Least, int Most)[] Numbers =
    [
        (DiscNumber, 1, 10), (TrackNumber, 1, 500), (TotalTracks, 1, 500), (DurationMs, 1, 86_400_000), (Popularity, 0, 100),
        (Followers, 0, 500_000_000), (Plays, 0, 2_000_000_000), (Tempo, 0, 40_000), (Energy, 0, 1000), (Valence, 0, 1000),
        (Danceability, 0, 1000), (Rank, 1, 50),
    ];

    public static IReadOnlyList<Check> All { get; } =
        [.. Numbers.SelectMany(n => OfNumber(n.Column, n.Least, n.Most)), .. Texts(), .. Dates(), .. Conditions(), .. Shares(), .. Tables()];

    private static IEnumerable<Check> OfNumber(Column column, int least, int most) =>
    [
        Models.Checks.Between(column, least, most), Models.Checks.NotNegative(column),
        Models.Checks.MeanBetween(column, least, most), Models.Checks.MinBetween(column, least, most),
        Models.Checks.MaxBetween(column, least, most), Models.Checks.MeanNearHistory(column, 30),
        Models.Checks.NullShareNearHistory(column, 10), Models.Checks.AtMost(column, most), Models.Checks.AtLeast(column, least),
    ];

    private static IEnumerable<Check> Texts()
    {
        foreach (var column in (Column[])[TrackId, TrackName, AlbumId, AlbumName, ArtistId, ArtistName, Isrc, Label])
            yield return Models.Checks.NotBlank(column);
        yield return Models.Checks.LengthBetween(TrackId, 22, 22);
        yield return Models.Checks.LengthBetween(ReleaseDate, 4, 10);
        yield return Models.Checks.NoReplacementCharacter(TrackName);
        yield return Models.Checks.NoReplacementCharacter(AlbumName);
        foreach (var column in (Column[])[Isrc, Label, ReleaseDate])
        {
            yield return Models.Checks.NullShare(column, 30);
            yield return Models.Checks.NullShareNearHistory(column, 10);
        }
        yield return Models.Checks.OneOf(AlbumType, "album", "single", "compilation");
        yield return Models.Checks.OneOf(Length, "Short", "Medium", "Long");
        yield return Models.Checks.OneOf(Fame, "High", "Medium", "Low", "Unknown");
        yield return Models.Checks.Matching(Isrc, "[A-Z]{2}[A-Z0-9]{3}[0-9]{7}", "an ISRC");
    }

    private static IEnumerable<Check> Dates()
    {
        foreach (var column in (Column[])[ReleasedOn, FirstOn, LastOn])
        {
            yield return Models.Checks.Between(column, new DateOnly(1860, 1, 1), new DateOnly(2100, 1, 1));
            yield return Models.Checks.NotInFuture(column);
            yield return Models.Checks.Fresh(column, 40_000);
            yield return Models.Checks.NoGapsInDays(column);
        }
        yield return Models.Checks.NotInFuture(IngestedAt);
        yield return Models.Checks.Fresh(IngestedAt, 4_000);
        yield return Models.Checks.InOrder(FirstOn, LastOn);
        yield return Models.Checks.InOrder(ReleasedOn, FirstOn);
    }

    private static IEnumerable<Check> Conditions()
    {
        foreach (var (category, from, to) in ((string, int, int)[])
            [("Short", 0, 179_999), ("Medium", 180_000, 300_000), ("Long", 300_001, int.MaxValue)])
        {
            yield return Models.Checks.Implies(
                $"{category.ToLowerInvariant()}_is_so", ((Expr)Length).Eq(category),
                (Expr)DurationMs >= from & (Expr)DurationMs <= to, $"{category} must mean its lengths.");
        }
        yield return Models.Checks.Implies(
            "unknown_is_unknown", ((Expr)Popularity).IsNull(), ((Expr)Fame).Eq("Unknown"), "Unknown must be Unknown.");
        yield return Models.Checks.Compare(TrackNumber, BinaryOperator.LessOrEqual, TotalTracks);
        yield return Models.Checks.Compare(DiscNumber, BinaryOperator.LessOrEqual, TotalTracks);
        yield return Models.Checks.Compare(TotalTracks, BinaryOperator.Less, DurationMs);
        yield return Models.Checks.NoRow("local_has_no_code", (Expr)IsLocal & ((Expr)Isrc).IsNotNull(), "A local track has no code.");
        yield return Models.Checks.Between(Minutes, 0m, 1440m);
        yield return Models.Checks.Between(Minutes, 0m, 60m);
    }

    private static IEnumerable<Check> Shares()
    {
        yield return Models.Checks.ShareBetween("explicit_share", Explicit, 10, 30, "explicit tracks");
        yield return Models.Checks.ShareBetween("local_share", IsLocal, 0, 1, "local tracks");
        foreach (var disc in (int[])[1, 2, 3])
            yield return Models.Checks.ShareBetween($"disc_{disc}_share", ((Expr)DiscNumber).Eq(disc), 20, 40, $"tracks of disc {disc}");
        foreach (var column in (Column[])[DurationMs, Popularity, Energy])
            yield return Models.Checks.PercentileBetween(column, 50, 1, 400_000);
        yield return Models.Checks.CategoriesNearHistory(AlbumType, 10, "album", "single", "compilation");
        yield return Models.Checks.CategoriesNearHistory(Length, 10, "Short", "Medium", "Long");
        foreach (var column in (Column[])[AlbumType, Length, Fame, DiscNumber])
            yield return Models.Checks.DistinctBetween(column, 3, 4);
    }

    private static IEnumerable<Check> Tables() =>
    [
        Models.Checks.MinRows(1), Models.Checks.RowsBetween(1, 100_000_000), Models.Checks.VolumeNearHistory(50),
        Models.Checks.NeverShrinks(),
    ];
}
