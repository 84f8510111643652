namespace Tracklake.Models;

/// <summary>
/// An expression of the relational model: what it computes and of which type, for every engine alike. What engines
/// disagree about is not here (no implicit casts, no floats, no fraction-to-integer conversion), so that a renderer
/// can be an exhaustive switch and no engine gives another number.
/// </summary>
/// <param name="Type">The type of the value.</param>
/// <param name="Nullable">Whether it can be null.</param>
public abstract record Expr(DataType Type, bool Nullable)
{
    /// <summary>A column without an alias: right wherever a query has one source.</summary>
    public static implicit operator Expr(Column column) => new ColumnRef(null, column);

    /// <summary>A text.</summary>
    public static implicit operator Expr(string text) => new Literal(text, DataType.Text);

    /// <summary>A 32-bit integer.</summary>
    public static implicit operator Expr(int number) => new Literal(number, DataType.Int32);

    /// <summary>True or false.</summary>
    public static implicit operator Expr(bool value) => new Literal(value, DataType.Boolean);

    /// <summary>Both are true.</summary>
    public static Expr operator &(Expr left, Expr right) => Binary.Of(BinaryOperator.And, left, right);

    /// <summary>Either is true.</summary>
    public static Expr operator |(Expr left, Expr right) => Binary.Of(BinaryOperator.Or, left, right);

    /// <summary>It is false.</summary>
    public static Expr operator !(Expr operand) => new Not(Need.Is(operand, TypeKind.Boolean, "NOT"));

    /// <summary>The sum.</summary>
    public static Expr operator +(Expr left, Expr right) => Binary.Of(BinaryOperator.Add, left, right);

    /// <summary>The difference.</summary>
    public static Expr operator -(Expr left, Expr right) => Binary.Of(BinaryOperator.Subtract, left, right);

    /// <summary>The product.</summary>
    public static Expr operator *(Expr left, Expr right) => Binary.Of(BinaryOperator.Multiply, left, right);

    /// <summary>Left is less.</summary>
    public static Expr operator <(Expr left, Expr right) => Binary.Of(BinaryOperator.Less, left, right);

    /// <summary>Left is greater.</summary>
    public static Expr operator >(Expr left, Expr right) => Binary.Of(BinaryOperator.Greater, left, right);

    /// <summary>Left is at most right.</summary>
    public static Expr operator <=(Expr left, Expr right) => Binary.Of(BinaryOperator.LessOrEqual, left, right);

    /// <summary>Left is at least right.</summary>
    public static Expr operator >=(Expr left, Expr right) => Binary.Of(BinaryOperator.GreaterOrEqual, left, right);

    /// <summary>The values are equal; null when either is null.</summary>
    public Expr Eq(Expr other) => Binary.Of(BinaryOperator.Equal, this, other);

    /// <summary>The values differ; null when either is null.</summary>
    public Expr Ne(Expr other) => Binary.Of(BinaryOperator.NotEqual, this, other);

    /// <summary>The values are equal, or both are missing; never null.</summary>
    public Expr SameAs(Expr other) => Binary.Of(BinaryOperator.SameAs, this, other);

    /// <summary>The value is missing.</summary>
    public Expr IsNull() => new IsNull(this);

    /// <summary>The value is there.</summary>
    public Expr IsNotNull() => new Not(new IsNull(this));

    /// <summary>The value is one of a list of texts; null when it is missing.</summary>
    public Expr In(params IReadOnlyList<string> values) =>
        new In(this, [.. values.Select(v => new Literal(v, DataType.Text))]);

    internal static class Need
    {
        public static Expr Is(Expr operand, TypeKind kind, string where) => operand.Type.Kind == kind
            ? operand
            : throw new ModelException($"{where} needs {kind}, but {operand} is {operand.Type}.");

        public static Expr IsNumeric(Expr operand, string where) => operand.Type.IsNumeric
            ? operand
            : throw new ModelException($"{where} needs a number, but {operand} is {operand.Type}.");

        public static Expr IsInteger(Expr operand, string where) =>
            operand.Type.Kind is TypeKind.Int32 or TypeKind.Int64
                ? operand
                : throw new ModelException($"{where} needs an integer, but {operand} is {operand.Type}.");
    }
}

/// <summary>A column of a source.</summary>
/// <param name="Alias">The source's alias; null where the query has one source.</param>
/// <param name="Column">The column.</param>
public sealed record ColumnRef(string? Alias, Column Column) : Expr(Column.Type, Column.Nullable);

/// <summary>A constant.</summary>
/// <param name="Value">An int, long, decimal, bool, string or DateOnly; or null.</param>
/// <param name="Type">Its type.</param>
public sealed record Literal(object? Value, DataType Type) : Expr(Type, Value is null);

/// <summary>What a <see cref="Binary"/> does.</summary>
public enum BinaryOperator
{
    /// <summary>Sum.</summary>
    Add,

    /// <summary>Difference.</summary>
    Subtract,

    /// <summary>Product.</summary>
    Multiply,

    /// <summary>Equality.</summary>
    Equal,

    /// <summary>Inequality.</summary>
    NotEqual,

    /// <summary>Equality in which null equals null.</summary>
    SameAs,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,

    /// <summary>Conjunction, in three-valued logic.</summary>
    And,

    /// <summary>Disjunction, in three-valued logic.</summary>
    Or,
}

/// <summary>Two operands and what is done with them; made by the operators of <see cref="Expr"/>.</summary>
public sealed record Binary : Expr
{
    private Binary(BinaryOperator op, Expr left, Expr right, DataType type, bool nullable)
        : base(type, nullable) => (Operator, Left, Right) = (op, left, right);

    /// <summary>What is done.</summary>
    public BinaryOperator Operator { get; }

    /// <summary>Left operand.</summary>
    public Expr Left { get; }

    /// <summary>Right operand.</summary>
    public Expr Right { get; }

    /// <summary>Checks the operands' types and makes the expression.</summary>
    /// <exception cref="ModelException">The operands' types do not fit each other or the operator.</exception>
    public static Expr Of(BinaryOperator op, Expr left, Expr right)
    {
        var nullable = left.Nullable || right.Nullable;
        switch (op)
        {
            case BinaryOperator.And or BinaryOperator.Or:
                Need.Is(left, TypeKind.Boolean, op.ToString());
                Need.Is(right, TypeKind.Boolean, op.ToString());
                return new Binary(op, left, right, DataType.Boolean, nullable);
            case BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply:
                // Integer arithmetic is 64-bit on every engine, so that no engine overflows where another does not.
                Need.IsInteger(left, op.ToString());
                Need.IsInteger(right, op.ToString());
                return new Binary(op, left, right, DataType.Int64, nullable);
            default:
                var comparable = left.Type.Kind == right.Type.Kind || (left.Type.IsNumeric && right.Type.IsNumeric);
                if (!comparable)
                    throw new ModelException($"{left} ({left.Type}) cannot be compared with {right} ({right.Type}).");
                return new Binary(op, left, right, DataType.Boolean, nullable && op != BinaryOperator.SameAs);
        }
    }
}

/// <summary>Negation.</summary>
/// <param name="Operand">What is negated.</param>
public sealed record Not(Expr Operand) : Expr(DataType.Boolean, Operand.Nullable);

/// <summary>Whether a value is missing.</summary>
/// <param name="Operand">The value.</param>
public sealed record IsNull(Expr Operand) : Expr(DataType.Boolean, false);

/// <summary>Whether a value is one of a list.</summary>
/// <param name="Operand">The value.</param>
/// <param name="Values">The list.</param>
public sealed record In(Expr Operand, IReadOnlyList<Literal> Values) : Expr(DataType.Boolean, Operand.Nullable);

/// <summary>The first branch whose condition is true.</summary>
/// <param name="Branches">Conditions and values, all values of one type.</param>
/// <param name="Otherwise">The value when no condition is true; null gives null.</param>
public sealed record Case(IReadOnlyList<CaseBranch> Branches, Expr? Otherwise) : Expr(
    Branches[0].Then.Type, Otherwise is null || Otherwise.Nullable || Branches.Any(b => b.Then.Nullable));

/// <summary>A branch of a <see cref="Case"/>.</summary>
/// <param name="When">The condition.</param>
/// <param name="Then">The value.</param>
public sealed record CaseBranch(Expr When, Expr Then);

/// <summary>The first value that is there.</summary>
/// <param name="Values">Values of one type.</param>
public sealed record Coalesce(IReadOnlyList<Expr> Values) : Expr(Values[0].Type, Values.All(v => v.Nullable));

/// <summary>
/// A conversion that loses nothing: a wider number, or an integer, day or boolean as text. Everything else has a
/// function of its own, because engines differ.
/// </summary>
/// <param name="Operand">The value.</param>
/// <param name="Target">The type that it becomes.</param>
public sealed record Cast(Expr Operand, DataType Target) : Expr(Target, Operand.Nullable);

/// <summary>
/// numerator / denominator, exact, rounded half away from zero to <paramref name="Scale"/> digits; null when the
/// denominator is 0. Computed in integers, because division and rounding differ from engine to engine.
/// </summary>
/// <param name="Numerator">An integer, at least 0.</param>
/// <param name="Denominator">An integer, at least 0.</param>
/// <param name="Scale">Fractional digits, 0 to 6.</param>
public sealed record Ratio(Expr Numerator, Expr Denominator, int Scale) : Expr(
    DataType.Decimal(18, Scale),
    Numerator.Nullable || Denominator.Nullable || Denominator is not Literal { Value: int and > 0 });

/// <summary>Scalar functions that every engine has, with one meaning.</summary>
public enum Function
{
    /// <summary>Lower case of text.</summary>
    Lower,

    /// <summary>Text without leading and trailing spaces (U+0020 only).</summary>
    Trim,

    /// <summary>Whether a text holds another, code point by code point.</summary>
    Contains,

    /// <summary>Number of code points of a text.</summary>
    Length,

    /// <summary>Part of a text: start (from 1) and number of code points.</summary>
    Substring,

    /// <summary>Texts one after the other; null when one is null.</summary>
    Concat,

    /// <summary>MD5 of a text's UTF-8 bytes as 32 lower-case hex digits.</summary>
    Md5,

    /// <summary>The UTC day of an instant.</summary>
    DateOf,

    /// <summary>The year of a day.</summary>
    YearOf,

    /// <summary>The month of a day, 1 to 12.</summary>
    MonthOf,

    /// <summary>A day so many days later.</summary>
    AddDays,

    /// <summary>The integer that a text of 1 to 9 digits spells; null for any other text.</summary>
    ParseDigits,

    /// <summary>
    /// The first day of a period that Spotify writes as YYYY, YYYY-MM or YYYY-MM-DD; null for any other text and for
    /// days that do not exist (0000, 2023-02-30) or are before <see cref="Sql.FirstYear"/>.
    /// </summary>
    ParsePartialDate,

    /// <summary>The whole part of integer / integer, towards zero; both at least 0, the divisor above 0.</summary>
    Div,

    /// <summary>The lesser of two values that are there.</summary>
    Least,

    /// <summary>The greater of two values that are there.</summary>
    Greatest,
}

/// <summary>A call of a scalar function; made by <see cref="Sql"/>.</summary>
/// <param name="Function">Which.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Nullable">Whether it can be null.</param>
public sealed record Call(Function Function, IReadOnlyList<Expr> Arguments, DataType Type, bool Nullable)
    : Expr(Type, Nullable);

/// <summary>What an <see cref="Aggregate"/> computes over a group.</summary>
public enum AggregateFunction
{
    /// <summary>Number of rows, or of rows in which the argument is there.</summary>
    Count,

    /// <summary>Number of distinct values.</summary>
    CountDistinct,

    /// <summary>Sum of integers, 64-bit.</summary>
    Sum,

    /// <summary>Least value.</summary>
    Min,

    /// <summary>Greatest value.</summary>
    Max,

    /// <summary>Whether it is true in any row.</summary>
    Any,

    /// <summary>The value in the row that comes last in the order, among those in which it is there.</summary>
    Newest,

    /// <summary>The texts joined by the separator, in the order given.</summary>
    Join,
}

/// <summary>An aggregate over a group; made by <see cref="Sql"/>.</summary>
/// <param name="Function">What is computed.</param>
/// <param name="Argument">Over what; null counts rows.</param>
/// <param name="Filter">Rows that do not satisfy it are left out; null takes all.</param>
/// <param name="Separator">Of <see cref="AggregateFunction.Join"/>.</param>
/// <param name="OrderBy">Of <see cref="AggregateFunction.Join"/> and <see cref="AggregateFunction.Newest"/>.</param>
/// <param name="Type">The type of the value.</param>
/// <param name="Nullable">Whether it can be null.</param>
public sealed record Aggregate(
    AggregateFunction Function, Expr? Argument, Expr? Filter, string? Separator, IReadOnlyList<Order> OrderBy,
    DataType Type, bool Nullable) : Expr(Type, Nullable);

/// <summary>What a <see cref="Window"/> computes.</summary>
public enum WindowFunction
{
    /// <summary>The row's number, from 1; the order must be total.</summary>
    RowNumber,

    /// <summary>The number of distinct order keys up to the row's, from 1.</summary>
    DenseRank,
}

/// <summary>A number that a row has among the rows of its partition.</summary>
/// <param name="Function">Which.</param>
/// <param name="PartitionBy">What the rows of a partition have in common.</param>
/// <param name="OrderBy">The order within the partition.</param>
public sealed record Window(
    WindowFunction Function, IReadOnlyList<Expr> PartitionBy, IReadOnlyList<Order> OrderBy)
    : Expr(DataType.Int64, false)
{
    /// <summary>Why no two rows of a partition come at one place although that cannot be proved; null when it
    /// can.</summary>
    public string? TotalBecause { get; init; }

    /// <summary>Says that the order is total although that does not follow from keys.</summary>
    /// <param name="because">Why it is so.</param>
    public Window InTotalOrder(string because) => this with { TotalBecause = because };
}

/// <summary>An order; where nulls go is never left to the engine.</summary>
/// <param name="By">By what.</param>
/// <param name="Descending">Greatest first.</param>
/// <param name="NullsFirst">Missing values first.</param>
public sealed record Order(Expr By, bool Descending = false, bool NullsFirst = false);

/// <summary>A model is wrong in itself: found when models are built, before any data is touched.</summary>
/// <param name="message">Names the model or expression and what does not fit.</param>
public sealed class ModelException(string message) : Exception(message);
