using Tracklake.Landing.Columns;
using Tracklake.Models;
using Tracklake.Zones;

namespace Tracklake.Landing.Deriving;

/// <summary>
/// Turns expressions of the model into closures over the column buffers of one table, once. What landing cannot compute
/// (aggregates, windows, what depends on Unicode tables) is refused here, when tables are built, never in a row.
/// Numbers, days, instants and decimals are all a long: days and microseconds since 1970, decimals unscaled.
/// </summary>
internal sealed partial class ExpressionEvaluator(ProcessedTable table)
{
    private readonly IReadOnlyList<Column> columns = table.Columns;

    public Getter<long> Number(Expr expression) => expression switch
    {
        ColumnRef column => NumberColumn(column),
        Literal literal => Constant(NumberOf(literal)),
        Binary { Operator: BinaryOperator.Add } sum => Arithmetic(sum, static (a, b) => checked(a + b)),
        Binary { Operator: BinaryOperator.Subtract } difference =>
            Arithmetic(difference, static (a, b) => checked(a - b)),
        Binary { Operator: BinaryOperator.Multiply } product => Arithmetic(product, static (a, b) => checked(a * b)),
        Ratio ratio => RatioOf(ratio),
        Cast cast when IsWidening(cast) => Number(cast.Operand),
        Case branches => CaseOf(branches, Number),
        Coalesce coalesce => FirstOf([.. coalesce.Values.Select(Number)]),
        Call call => NumberCall(call),
        _ => throw CannotEvaluate(expression),
    };

    public Getter<bool> Boolean(Expr expression) => expression switch
    {
        ColumnRef column => BooleanColumn(column),
        Literal literal => Constant((bool?)literal.Value),
        Binary { Operator: BinaryOperator.And } and => And(Boolean(and.Left), Boolean(and.Right)),
        Binary { Operator: BinaryOperator.Or } or => Or(Boolean(or.Left), Boolean(or.Right)),
        Binary comparison when IsComparison(comparison.Operator) => Comparison(comparison),
        Not not => Negation(Boolean(not.Operand)),
        IsNull isNull => Missing(isNull.Operand),
        In list => Among(Text(list.Operand), [.. list.Values.Select(v => Utf8Slice.Of((string)v.Value!))]),
        Case branches => CaseOf(branches, Boolean),
        Coalesce coalesce => FirstOf([.. coalesce.Values.Select(Boolean)]),
        _ => throw CannotEvaluate(expression),
    };

    public Getter<Utf8Slice> Text(Expr expression) => expression switch
    {
        ColumnRef column => TextColumn(column),
        Literal literal => literal.Value is string text ? Constant<Utf8Slice>(Utf8Slice.Of(text))
            : Constant(default(Utf8Slice?)),
        Case branches => CaseOf(branches, Text),
        Coalesce coalesce => FirstOf([.. coalesce.Values.Select(Text)]),
        Call { Function: Function.Trim } trim => Trimmed(Text(trim.Arguments[0])),
        _ => throw CannotEvaluate(expression),
    };

    private Getter<long> NumberCall(Call call) => call.Function switch
    {
        Function.DateOf => Mapped(Number(call.Arguments[0]), DayArithmetic.DayOf),
        Function.YearOf => Mapped(Number(call.Arguments[0]), static day => DayArithmetic.DateOf(day).Year),
        Function.MonthOf => Mapped(Number(call.Arguments[0]), static day => DayArithmetic.DateOf(day).Month),
        Function.AddDays => Both(call, static (a, b) => a + b),
        Function.Div => Both(call, static (a, b) => a / b),
        Function.Least => Both(call, Math.Min),
        Function.Greatest => Both(call, Math.Max),
        Function.ParseDigits => Parsed(Text(call.Arguments[0]), DayArithmetic.TryParseDigits),
        Function.ParsePartialDate => Parsed(Text(call.Arguments[0]), DayArithmetic.TryParsePartialDate),
        _ => throw CannotEvaluate(call),
    };

    private Getter<bool> Comparison(Binary comparison)
    {
        var (left, right) = (comparison.Left, comparison.Right);
        if (left.Type.Kind == TypeKind.Text)
        {
            return Compared(
                Text(left), Text(right), comparison.Operator, static (a, b) => a.Span.SequenceCompareTo(b.Span));
        }
        if (left.Type.Kind == TypeKind.Boolean)
            return Compared(Boolean(left), Boolean(right), comparison.Operator, static (a, b) => a.CompareTo(b));
        if (left.Type.Scale != right.Type.Scale)
            throw CannotEvaluate(comparison);
        return Compared(Number(left), Number(right), comparison.Operator, static (a, b) => a.CompareTo(b));
    }

    private Getter<bool> Missing(Expr operand)
    {
        switch (operand.Type.Kind)
        {
            case TypeKind.Text:
                var text = Text(operand);
                return (TableRows rows, int row, out bool value) => Always(value = !text(rows, row, out _));
            case TypeKind.Boolean:
                var truth = Boolean(operand);
                return (TableRows rows, int row, out bool value) => Always(value = !truth(rows, row, out _));
            default:
                var number = Number(operand);
                return (TableRows rows, int row, out bool value) => Always(value = !number(rows, row, out _));
        }
    }

    private Getter<T> CaseOf<T>(Case branches, Func<Expr, Getter<T>> compile)
    {
        var conditions = branches.Branches.Select(b => Boolean(b.When)).ToArray();
        var values = branches.Branches.Select(b => compile(b.Then)).ToArray();
        var otherwise = branches.Otherwise is { } rest ? compile(rest) : null;
        return (TableRows rows, int row, out T value) =>
        {
            for (var i = 0; i < conditions.Length; i++)
            {
                if (conditions[i](rows, row, out var holds) && holds)
                    return values[i](rows, row, out value);
            }
            if (otherwise is not null)
                return otherwise(rows, row, out value);
            value = default!;
            return false;
        };
    }

    private Getter<long> RatioOf(Ratio ratio)
    {
        var numerator = Number(ratio.Numerator);
        var denominator = Number(ratio.Denominator);
        var factor = 1L;
        for (var digit = 0; digit < ratio.Scale; digit++)
            factor *= 10;
        return (TableRows rows, int row, out long value) =>
        {
            value = 0;
            if (!numerator(rows, row, out var n) || !denominator(rows, row, out var d) || d == 0)
                return false;
            // Half up of n * factor / d in integers: doubling keeps the half exact.
            value = checked((long)(((Int128)n * factor * 2 + d) / ((Int128)d * 2)));
            return true;
        };
    }

    private Getter<long> Arithmetic(Binary binary, Func<long, long, long> apply) =>
        Combined(Number(binary.Left), Number(binary.Right), apply);

    private Getter<long> Both(Call call, Func<long, long, long> apply) =>
        Combined(Number(call.Arguments[0]), Number(call.Arguments[1]), apply);

    private Getter<long> NumberColumn(ColumnRef reference)
    {
        var index = IndexOf(reference);
        return columns[index].Type.Kind switch
        {
            TypeKind.Int32 or TypeKind.Date => Column<int, long>(index, static value => value),
            TypeKind.Int64 or TypeKind.Timestamp or TypeKind.Decimal =>
                Column<long, long>(index, static value => value),
            _ => throw CannotEvaluate(reference),
        };
    }

    private Getter<bool> BooleanColumn(ColumnRef reference) =>
        Column<bool, bool>(IndexOf(reference), static value => value);

    private Getter<Utf8Slice> TextColumn(ColumnRef reference)
    {
        var index = IndexOf(reference);
        return (TableRows rows, int row, out Utf8Slice value) =>
        {
            var text = (TextBuffer)rows.Columns[index];
            value = new Utf8Slice(text.Arena, text.Starts[row], text.Lengths[row]);
            return text.Present[row];
        };
    }

    private int IndexOf(ColumnRef reference)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == reference.Column.Name && columns[i].Type == reference.Column.Type)
                return i;
        }
        throw new ModelException($"The table {table} has no column '{reference.Column.Name}' of that type.");
    }

    private static bool IsWidening(Cast cast) =>
        cast.Operand.Type.Kind is TypeKind.Int32 or TypeKind.Int64 && cast.Target.Kind == TypeKind.Int64;

    private static long? NumberOf(Literal literal) => literal.Value switch
    {
        null => null,
        int number => number,
        long number => number,
        DateOnly day => DayArithmetic.DaysOf(day),
        _ => throw CannotEvaluate(literal),
    };

    private static NotSupportedException CannotEvaluate(Expr expression) =>
        new($"Landing cannot evaluate {expression.GetType().Name} in: {expression}");
}
