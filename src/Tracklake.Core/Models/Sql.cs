namespace Tracklake.Models;

/// <summary>The functions of SQL, typed, for <c>using static</c>: a model reads like the SQL it stands for.</summary>
public static class Sql
{
    /// <summary>A day.</summary>
    public static Expr Day(DateOnly day) => new Literal(day, DataType.Date);

    /// <summary>No value, of a type.</summary>
    public static Expr Null(DataType type) => new Literal(null, type);

    /// <summary>The first value that is there.</summary>
    /// <exception cref="ModelException">The values have different types.</exception>
    public static Expr Coalesce(params IReadOnlyList<Expr> values) =>
        new Coalesce(SameType(values, "COALESCE"));

    /// <summary>Begins a CASE.</summary>
    public static CaseBuilder When(Expr condition, Expr then) => new([new CaseBranch(condition, then)]);

    /// <summary>A wider number, or an integer, day or boolean as text.</summary>
    /// <exception cref="ModelException">The conversion could lose something.</exception>
    public static Expr As(this Expr operand, DataType target)
    {
        var widening = operand.Type.Kind is TypeKind.Int32 or TypeKind.Int64
            && target.Kind is TypeKind.Int64 or TypeKind.Decimal or TypeKind.Text;
        var spelling = target.Kind == TypeKind.Text && operand.Type.Kind is TypeKind.Date or TypeKind.Boolean;
        return operand.Type == target ? operand
            : widening || spelling ? new Cast(operand, target)
            : throw new ModelException($"A cast of {operand.Type} to {target} could lose something.");
    }

    /// <summary>The value as a 32-bit integer; the engine fails when it does not fit.</summary>
    public static Expr ToInt32(Expr operand) =>
        new Cast(Expr.Need.IsInteger(operand, "ToInt32"), DataType.Int32);

    /// <summary>numerator / denominator rounded half away from zero; null when the denominator is 0.</summary>
    public static Expr Ratio(Expr numerator, Expr denominator, int scale) => new Ratio(
        Expr.Need.IsInteger(numerator, "Ratio"), Expr.Need.IsInteger(denominator, "Ratio"), scale);

    /// <summary>100 * part / whole, with 2 digits.</summary>
    public static Expr Percent(Expr part, Expr whole) => Ratio(part * 100, whole, 2);

    /// <summary>Lower case.</summary>
    public static Expr Lower(Expr text) => OfText(Function.Lower, DataType.Text, text);

    /// <summary>Without leading and trailing spaces.</summary>
    public static Expr Trim(Expr text) => OfText(Function.Trim, DataType.Text, text);

    /// <summary>Number of code points.</summary>
    public static Expr Length(Expr text) => OfText(Function.Length, DataType.Int64, text);

    /// <summary>Whether it holds another text.</summary>
    public static Expr Contains(Expr text, string part) => OfText(Function.Contains, DataType.Boolean, text, part);

    /// <summary>A part: start from 1, number of code points.</summary>
    public static Expr Substring(Expr text, int start, int count) => new Call(
        Function.Substring, [Expr.Need.Is(text, TypeKind.Text, "Substring"), start, count], DataType.Text,
        text.Nullable);

    /// <summary>One after the other; null when one is null.</summary>
    public static Expr Concat(params IReadOnlyList<Expr> texts) => OfText(Function.Concat, DataType.Text, [.. texts]);

    /// <summary>MD5 of the UTF-8 bytes, 32 lower-case hex digits.</summary>
    public static Expr Md5(Expr text) => OfText(Function.Md5, DataType.Text, text);

    /// <summary>The integer that 1 to 9 digits spell, else null.</summary>
    public static Expr ParseDigits(Expr text) => new Call(
        Function.ParseDigits, [Expr.Need.Is(text, TypeKind.Text, "ParseDigits")], DataType.Int32, true);

    /// <summary>The first year of which all days are in the Gregorian calendar. Engines disagree about days before, and
    /// Spark 3 refuses to write them.</summary>
    public const int FirstYear = 1583;

    /// <summary>The first day of a YYYY, YYYY-MM or YYYY-MM-DD, else null; null too before <see cref="FirstYear"/>.
    /// </summary>
    public static Expr ParsePartialDate(Expr text) => new Call(
        Function.ParsePartialDate, [Expr.Need.Is(text, TypeKind.Text, "ParsePartialDate")], DataType.Date, true);

    /// <summary>The UTC day of an instant.</summary>
    public static Expr DateOf(Expr instant) => new Call(
        Function.DateOf, [Expr.Need.Is(instant, TypeKind.Timestamp, "DateOf")], DataType.Date, instant.Nullable);

    /// <summary>The year of a day.</summary>
    public static Expr YearOf(Expr day) => new Call(
        Function.YearOf, [Expr.Need.Is(day, TypeKind.Date, "YearOf")], DataType.Int32, day.Nullable);

    /// <summary>The month of a day.</summary>
    public static Expr MonthOf(Expr day) => new Call(
        Function.MonthOf, [Expr.Need.Is(day, TypeKind.Date, "MonthOf")], DataType.Int32, day.Nullable);

    /// <summary>A day so many days later (or earlier).</summary>
    public static Expr AddDays(Expr day, int days) => new Call(
        Function.AddDays, [Expr.Need.Is(day, TypeKind.Date, "AddDays"), days], DataType.Date, day.Nullable);

    /// <summary>The whole part of a quotation of two integers at least 0.</summary>
    public static Expr Div(Expr numerator, int divisor) => new Call(
        Function.Div, [Expr.Need.IsInteger(numerator, "Div"), divisor], DataType.Int64, numerator.Nullable);

    /// <summary>Number of rows.</summary>
    public static Expr Count() => Count(filter: null);

    /// <summary>Number of rows that satisfy a condition.</summary>
    public static Expr Count(Expr? filter) =>
        new Aggregate(AggregateFunction.Count, null, filter, null, [], DataType.Int64, false);

    /// <summary>Number of rows in which a value is there.</summary>
    public static Expr CountOf(Expr value) =>
        new Aggregate(AggregateFunction.Count, value, null, null, [], DataType.Int64, false);

    /// <summary>Number of distinct values.</summary>
    public static Expr CountDistinct(Expr value, Expr? filter = null) =>
        new Aggregate(AggregateFunction.CountDistinct, value, filter, null, [], DataType.Int64, false);

    /// <summary>Sum of integers.</summary>
    public static Expr Sum(Expr value) => new Aggregate(
        AggregateFunction.Sum, Expr.Need.IsInteger(value, "SUM"), null, null, [], DataType.Int64, true);

    /// <summary>Least value.</summary>
    public static Expr Min(Expr value) =>
        new Aggregate(AggregateFunction.Min, value, null, null, [], value.Type, true);

    /// <summary>Greatest value.</summary>
    public static Expr Max(Expr value) =>
        new Aggregate(AggregateFunction.Max, value, null, null, [], value.Type, true);

    /// <summary>Whether it is true in any row.</summary>
    public static Expr Any(Expr condition) => new Aggregate(
        AggregateFunction.Any, Expr.Need.Is(condition, TypeKind.Boolean, "ANY"), null, null, [], DataType.Boolean,
        true);

    /// <summary>The value in the row with the greatest <paramref name="by"/> among those that have one.</summary>
    public static Expr Newest(Expr value, Expr by) => new Aggregate(
        AggregateFunction.Newest, value, null, null, [Desc(Expr.Need.IsInteger(by, "Newest"))], value.Type, true);

    /// <summary>Texts joined in an order.</summary>
    public static Expr JoinText(Expr text, string separator, params IReadOnlyList<Order> orderBy) => new Aggregate(
        AggregateFunction.Join, Expr.Need.Is(text, TypeKind.Text, "JoinText"), null, separator, orderBy,
        DataType.Text, true);

    /// <summary>The row's number within its partition; the order must be total.</summary>
    public static Window RowNumber(IReadOnlyList<Expr> partitionBy, params IReadOnlyList<Order> orderBy) =>
        new(WindowFunction.RowNumber, partitionBy, orderBy);

    /// <summary>Greatest first, missing values last.</summary>
    public static Order Desc(Expr by) => new(by, Descending: true);

    /// <summary>Least first, missing values last.</summary>
    public static Order Asc(Expr by) => new(by);

    private static Call OfText(Function function, DataType type, params IReadOnlyList<Expr> arguments)
    {
        foreach (var argument in arguments)
            Expr.Need.Is(argument, TypeKind.Text, function.ToString());
        return new Call(function, arguments, type, arguments.Any(a => a.Nullable));
    }

    private static IReadOnlyList<Expr> SameType(IReadOnlyList<Expr> values, string where)
    {
        foreach (var value in values.Skip(1))
        {
            if (value.Type.Kind != values[0].Type.Kind)
                throw new ModelException($"{where} needs values of one type, not {values[0].Type} and {value.Type}.");
        }
        return values;
    }
}

/// <summary>A CASE that is being written.</summary>
/// <param name="branches">What it has so far.</param>
public sealed class CaseBuilder(IReadOnlyList<CaseBranch> branches)
{
    /// <summary>A further branch.</summary>
    public CaseBuilder When(Expr condition, Expr then) => new([.. branches, new CaseBranch(condition, then)]);

    /// <summary>The value when no condition is true.</summary>
    public Expr Else(Expr otherwise) => new Case(Checked(otherwise), otherwise);

    /// <summary>Null when no condition is true.</summary>
    public Expr End() => new Case(Checked(null), null);

    private IReadOnlyList<CaseBranch> Checked(Expr? otherwise)
    {
        var type = branches[0].Then.Type;
        foreach (var value in branches.Skip(1).Select(b => b.Then).Append(otherwise ?? branches[0].Then))
        {
            if (value.Type.Kind != type.Kind)
                throw new ModelException($"CASE needs values of one type, not {type} and {value.Type}.");
        }
        foreach (var branch in branches)
            Expr.Need.Is(branch.When, TypeKind.Boolean, "WHEN");
        return branches;
    }
}
