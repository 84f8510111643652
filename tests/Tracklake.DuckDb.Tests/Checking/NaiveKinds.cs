using System.Text.RegularExpressions;
using Tracklake.Models;
using static Tracklake.DuckDb.Tests.Checking.Probe;

namespace Tracklake.DuckDb.Tests.Checking;

/// <summary>Each kind of check beside what it means, computed row by row in C#.</summary>
internal static class NaiveKinds
{
    public delegate long Failures(IReadOnlyList<ProbeRow> rows, IReadOnlyList<ProbeRow> others);

    public static IReadOnlyList<(Check Check, Failures Naive)> All { get; } =
    [
        (Checks.NotNull(Text), Rows(r => r.Text is null)),
        (Checks.Between(Number, -2, 5), Rows(r => r.Number is < -2 or > 5)),
        (Checks.Between(Day, new DateOnly(2026, 11, 19), new DateOnly(2026, 11, 22)),
            Rows(r => r.Day < new DateOnly(2026, 11, 19) || r.Day > new DateOnly(2026, 11, 22))),
        (Checks.AtLeast(Number, 0).Named("number_least"), Rows(r => r.Number < 0)),
        (Checks.AtMost(Number, 3), Rows(r => r.Number > 3)),
        (Checks.NotNegative(Number), Rows(r => r.Number < 0)),
        (Checks.Positive(Number), Rows(r => r.Number < 1)),
        (Checks.OneOf(Text, "a", "b", ""), Rows(r => r.Text is not (null or "a" or "b" or ""))),
        (Checks.NoneOf(Text, "a", " "), Rows(r => r.Text is "a" or " ")),
        (Checks.Matching(Text, "[a-z]+|[0-9]{2,3}", "letters or digits"),
            Rows(r => r.Text is { } t && !Regex.IsMatch(t, @"\A(?:[a-z]+|[0-9]{2,3})\z"))),
        (Checks.LengthBetween(Text, 1, 2), Rows(r => r.Text is { } t && t.EnumerateRunes().Count() is < 1 or > 2)),
        (Checks.NotBlank(Text), Rows(r => r.Text?.Trim(' ') == "")),
        (Checks.NoSurroundingSpaces(Text), Rows(r => r.Text is { } t && t.Trim(' ') != t)),
        (Checks.NoControlCharacters(Text), Rows(r => r.Text?.Any(c => c < ' ' || c == '\u007f') == true)),
        (Checks.NoReplacementCharacter(Text), Rows(r => r.Text?.Contains('\ufffd', StringComparison.Ordinal) == true)),
        (Checks.NotInFuture(Day), Rows(r => r.Day > CheckLab.Today)),
        (Checks.InOrder(Day, Later), Rows(r => r.Day > r.Later)),
        (Checks.Equal(Number, Other), Rows(r => r.Number is { } n && r.Other is { } o && n != o)),
        (Checks.Compare(Number, BinaryOperator.Less, Other), Rows(r => r.Number >= r.Other)),
        (Checks.AddUp(Number, Other, Other), Rows(r => r.Other * 2 is { } sum && r.Number is { } n && sum != n)),
        (Checks.Implies("flag_means_number", Flag, (Expr)Number > 0, "A flag needs a number above 0."),
            Rows(r => r.Flag == true && r.Number is not > 0)),
        (Checks.NoRow("no_flagged_negative", (Expr)Flag & (Expr)Number < 0, "None."),
            Rows(r => r.Flag == true && r.Number < 0)),
        (Checks.Unique(Number), (rows, _) => Shared(rows.Where(r => r.Number is not null).GroupBy(r => (object?)r.Number))),
        (Checks.Unique(Text, Day), (rows, _) => Shared(
            rows.Where(r => r.Text is not null && r.Day is not null).GroupBy(r => (object?)(r.Text, r.Day)))),
        (Checks.References(Number, OtherProbe.Table, Number),
            (rows, others) => rows.Count(r => r.Number is not null && !others.Any(o => o.Number == r.Number))),
        (Checks.HasChild(Text, OtherProbe.Table, Text),
            (rows, others) => rows.Count(r => r.Text is not null && !others.Any(o => o.Text == r.Text))),
        (Checks.MinRows(4), Table(r => r.Count < 4)),
        (Checks.RowsBetween(2, 9), Table(r => r.Count is < 2 or > 9)),
        (Checks.DistinctBetween(Number, 2, 4), Table(r => Distinct(r.Select(x => x.Number)) is < 2 or > 4)),
        (Checks.ShareBetween("flag_share", Flag, 20, 60, "flags"),
            Table(r => r.Count > 0 && r.Count(x => x.Flag == true) * 100m / r.Count is < 20 or > 60)),
        (Checks.MeanBetween(Number, 0, 3), Table(r => Numbers(r) is { Count: > 0 } n && n.Average() is < 0 or > 3)),
        (Checks.MinBetween(Number, -3, 1), Table(r => Numbers(r) is { Count: > 0 } n && n.Min() is < -3 or > 1)),
        (Checks.MaxBetween(Number, 2, 6), Table(r => Numbers(r) is { Count: > 0 } n && n.Max() is < 2 or > 6)),
        (Checks.SumBetween(Number, 0, 20), Table(r => Numbers(r) is { Count: > 0 } n && n.Sum() is < 0 or > 20)),
        (Checks.PercentileBetween(Number, 50, 0, 3), Table(r => Numbers(r) is { Count: > 0 } n
            && n.Order().ElementAt((int)Math.Ceiling(n.Count * 0.5m) - 1) is < 0 or > 3)),
        (Checks.SumEquals(Number, OtherProbe.Table, Sql.Sum(Number)),
            (rows, others) => Numbers(rows).Sum() == Numbers(others).Sum() ? 0 : 1),
        (Checks.RowsEqual(OtherProbe.Table), (rows, others) => rows.Count == others.Count ? 0 : 1),
        (Checks.NoGapsInDays(Day), Table(r => r.Select(x => x.Day).OfType<DateOnly>().ToList() is { Count: > 0 } days
            && days.Max().DayNumber - days.Min().DayNumber + 1 != days.Distinct().Count())),
        (Checks.Fresh(Day, 1), Table(r => CheckLab.Today.DayNumber - r.Max(x => x.Day)?.DayNumber > 1)),
    ];

    private static Failures Rows(Func<ProbeRow, bool> fails) => (rows, _) => rows.Count(fails);

    private static Failures Table(Func<IReadOnlyList<ProbeRow>, bool> fails) => (rows, _) => fails(rows) ? 1 : 0;

    private static long Shared(IEnumerable<IGrouping<object?, ProbeRow>> groups) =>
        groups.Where(g => g.Count() > 1).Sum(g => g.Count());

    private static int Distinct(IEnumerable<int?> values) => values.OfType<int>().Distinct().Count();

    private static List<decimal> Numbers(IEnumerable<ProbeRow> rows) => [.. rows.Select(r => r.Number).OfType<int>().Select(n => (decimal)n)];
}
