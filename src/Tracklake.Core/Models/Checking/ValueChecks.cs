using static Tracklake.Models.Sql;

namespace Tracklake.Models.Checking;

/// <summary>A number or day lies within bounds, both included, where it is there.</summary>
/// <param name="Column">The column.</param>
/// <param name="Least">The lower bound; null for none.</param>
/// <param name="Greatest">The upper bound; null for none.</param>
/// <param name="As">The kind's name and the check's suffix, where it is one of its special cases.</param>
public sealed record Within(Column Column, Expr? Least, Expr? Greatest, string? As = null)
    : RowCheck(NameOf(Column, Least, Greatest, As))
{
    /// <inheritdoc/>
    public override string Kind => As ?? (Least is null ? "at_most" : Greatest is null ? "at_least"
        : Column.Type.Kind == TypeKind.Date ? "date_between" : "between");

    /// <inheritdoc/>
    public override string Rule => (As, Least, Greatest) switch
    {
        ("not_negative", _, _) => $"{Column.Name} must not be negative.",
        ("positive", _, _) => $"{Column.Name} must be above 0.",
        (_, null, { } most) => $"{Column.Name} must be at most {CheckName.Word(most)}.",
        (_, { } least, null) => $"{Column.Name} must be at least {CheckName.Word(least)}.",
        (_, { } least, { } most) => $"{Column.Name} must be from {CheckName.Word(least)} to {CheckName.Word(most)}.",
        _ => throw new ModelException($"A check of {Column.Name} needs a bound."),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column];

    /// <inheritdoc/>
    public override Expr Failing(CheckTime time) => (Least, Greatest) switch
    {
        ({ } least, { } most) => (Expr)Column < least | (Expr)Column > most,
        ({ } least, null) => (Expr)Column < least,
        (null, { } most) => (Expr)Column > most,
        _ => throw new ModelException($"A check of {Column.Name} needs a bound."),
    };

    /// <inheritdoc/>
    public override Expr? Proof(CheckTime time) => BoundsProof(Column, Least, Greatest);

    private static string NameOf(Column column, Expr? least, Expr? most, string? special) => special is not null
        ? CheckName.Of(column, special)
        : least is null ? CheckName.Of(column, "at_most", most!)
        : most is null ? CheckName.Of(column, "at_least", least)
        : CheckName.Of(column, "between", least, "and", most);
}

/// <summary>A value is one of a list, or is none of it, where it is there.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">The list.</param>
/// <param name="IsIn">Whether it must be in the list rather than outside.</param>
public sealed record InSet(Column Column, IReadOnlyList<Literal> Values, bool IsIn)
    : RowCheck(CheckName.Of(Column, IsIn ? "accepted" : "not_refused"))
{
    /// <inheritdoc/>
    public override string Kind => IsIn ? "in_set" : "not_in_set";

    /// <inheritdoc/>
    public override string Rule =>
        $"{Column.Name} must {(IsIn ? "" : "not ")}be one of {string.Join(", ", Values.Select(CheckName.Word))}.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column];

    /// <inheritdoc/>
    public override Expr Failing(CheckTime time) => IsIn ? !new In(Column, Values) : new In(Column, Values);
}

/// <summary>A day, or the UTC day of an instant, is not after the run's.</summary>
/// <param name="Column">The column.</param>
public sealed record NotInFuture(Column Column) : RowCheck(CheckName.Of(Column, "not_in_future"))
{
    /// <inheritdoc/>
    public override string Kind => "not_in_future";

    /// <inheritdoc/>
    public override string Rule => $"{Column.Name} must not be after the day of the run.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column];

    /// <inheritdoc/>
    public override Expr Failing(CheckTime time) => DayOf(Column) > Day(time.Today);

    /// <inheritdoc/>
    public override Expr? Proof(CheckTime time) => Column.Type.Kind == TypeKind.Timestamp
        ? Coalesce(DateOf(Max(Column)) <= Day(time.Today), true)
        : BoundsProof(Column, null, Day(time.Today));

    private static Expr DayOf(Column column) => column.Type.Kind == TypeKind.Timestamp ? DateOf(column) : column;
}

/// <summary>Two columns of a row compare so, where both are there.</summary>
/// <param name="Left">The left column.</param>
/// <param name="Operator">How they must compare.</param>
/// <param name="Right">The right column.</param>
public sealed record Compares(Column Left, BinaryOperator Operator, Column Right)
    : RowCheck(CheckName.Of(Left, WordOf(Operator), Right))
{
    /// <inheritdoc/>
    public override string Kind => (Operator, Left.Type.Kind) switch
    {
        (BinaryOperator.Equal, _) => "columns_equal",
        (BinaryOperator.LessOrEqual, TypeKind.Date or TypeKind.Timestamp) => "dates_in_order",
        _ => "columns_compare",
    };

    /// <inheritdoc/>
    public override string Rule => $"{Left.Name} must be {WordOf(Operator).Replace('_', ' ')} {Right.Name}.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Left, Right];

    /// <inheritdoc/>
    public override Expr Failing(CheckTime time) => !Binary.Of(Operator, Left, Right);

    private static string WordOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Equal => "equal_to",
        BinaryOperator.NotEqual => "other_than",
        BinaryOperator.Less => "below",
        BinaryOperator.LessOrEqual => "at_most",
        BinaryOperator.Greater => "above",
        BinaryOperator.GreaterOrEqual => "at_least",
        _ => throw new ModelException($"{op} compares nothing."),
    };
}

/// <summary>Whole numbers of a row add up to another, where all of them are there.</summary>
/// <param name="Parts">The summands.</param>
/// <param name="Total">Their sum.</param>
public sealed record AddsUp(IReadOnlyList<Column> Parts, Column Total) : RowCheck(CheckName.Of(Total, "adds_up"))
{
    /// <inheritdoc/>
    public override string Kind => "columns_add_up";

    /// <inheritdoc/>
    public override string Rule => $"{Total.Name} must be the sum of {CheckName.List(Parts)}.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [.. Parts, Total];

    /// <inheritdoc/>
    public override Expr Failing(CheckTime time) =>
        Parts.Select(p => (Expr)p).Aggregate((left, right) => left + right).Ne(Total);
}
