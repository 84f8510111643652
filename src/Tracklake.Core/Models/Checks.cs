using Tracklake.Models.Checking;

namespace Tracklake.Models;

/// <summary>The checks of single rows that models declare, a readable line each.</summary>
public static partial class Checks
{
    /// <summary>A column has a value in every row. Columns that say so themselves need no check.</summary>
    public static Check NotNull(Column column) => new NotNull(column);

    /// <summary>A column has no value in at most so many percent of the rows.</summary>
    public static Check NullShare(Column column, decimal maxPercent) =>
        new NotNull(column).AllowingPercent(maxPercent).Named($"{column.Name}_null_share");

    /// <summary>A number is within bounds, both included, where it is there.</summary>
    public static Check Between(Column column, int least, int greatest) => new Within(column, least, greatest);

    /// <summary>A decimal number is within bounds, both included, where it is there.</summary>
    public static Check Between(Column column, decimal least, decimal greatest) =>
        new Within(column, Number(column, least), Number(column, greatest));

    /// <summary>A day is within bounds, both included, where it is there.</summary>
    public static Check Between(Column column, DateOnly first, DateOnly last) =>
        new Within(column, Sql.Day(first), Sql.Day(last));

    /// <summary>A number is at least so much, where it is there.</summary>
    public static Check AtLeast(Column column, int least) => new Within(column, least, null);

    /// <summary>A number is at most so much, where it is there.</summary>
    public static Check AtMost(Column column, int greatest) => new Within(column, null, greatest);

    /// <summary>A number is at least 0, where it is there.</summary>
    public static Check NotNegative(Column column) => new Within(column, 0, null, "not_negative");

    /// <summary>A whole number is above 0, where it is there.</summary>
    public static Check Positive(Column column) => new Within(column, 1, null, "positive");

    /// <summary>A text is one of a list, where it is there.</summary>
    public static Check OneOf(Column column, params IReadOnlyList<string> values) => new InSet(column, Texts(values), true);

    /// <summary>A text is none of a list, where it is there: the words that stand for nothing.</summary>
    public static Check NoneOf(Column column, params IReadOnlyList<string> values) => new InSet(column, Texts(values), false);

    /// <summary>A text matches a pattern of <see cref="TextPattern"/> as a whole, where it is there.</summary>
    /// <param name="column">The column.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="what">What such a text is, for the message: <c>an ISRC</c>.</param>
    public static Check Matching(Column column, string pattern, string what) => new MatchesPattern(column, pattern, what);

    /// <summary>A text has so many characters, where it is there.</summary>
    public static Check LengthBetween(Column column, int least, int most) => new LengthBetween(column, least, most);

    /// <summary>A text is not blank, where it is there.</summary>
    public static Check NotBlank(Column column) => new CleanText(column, TextFault.Blank);

    /// <summary>A text has no spaces around it.</summary>
    public static Check NoSurroundingSpaces(Column column) => new CleanText(column, TextFault.SurroundingSpaces);

    /// <summary>A text has no control characters.</summary>
    public static Check NoControlCharacters(Column column) => new CleanText(column, TextFault.ControlCharacters);

    /// <summary>A text has no U+FFFD, the mark of a wrong encoding.</summary>
    public static Check NoReplacementCharacter(Column column) => new CleanText(column, TextFault.ReplacementCharacter);

    /// <summary>A day or instant is not after the run's day.</summary>
    public static Check NotInFuture(Column column) => new NotInFuture(column);

    /// <summary>A day or instant is not after another, where both are there.</summary>
    public static Check InOrder(Column first, Column second) => new Compares(first, BinaryOperator.LessOrEqual, second);

    /// <summary>Two columns are equal, where both are there.</summary>
    public static Check Equal(Column left, Column right) => new Compares(left, BinaryOperator.Equal, right);

    /// <summary>Two columns compare so, where both are there.</summary>
    public static Check Compare(Column left, BinaryOperator op, Column right) => new Compares(left, op, right);

    /// <summary>Where one condition holds, another does.</summary>
    public static Check Implies(string name, Expr condition, Expr then, string meaning) =>
        new Implies(name, condition, then, meaning);

    /// <summary>Whole numbers of a row add up to a total.</summary>
    public static Check AddUp(Column total, params IReadOnlyList<Column> parts) => new AddsUp(parts, total);

    /// <summary>No row satisfies a condition: what no other kind says.</summary>
    public static Check NoRow(string name, Expr failing, string meaning) => new NoRow(name, failing, meaning);

    private static IReadOnlyList<Literal> Texts(IReadOnlyList<string> values) =>
        [.. values.Select(v => new Literal(v, DataType.Text))];

    private static Literal Number(Column column, decimal value) => new(value, column.Type);
}
