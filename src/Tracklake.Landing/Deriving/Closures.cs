using Tracklake.Landing.Columns;
using Tracklake.Models;

namespace Tracklake.Landing.Deriving;

/// <content>The closures that evaluators are put together from; each knows nothing of the model.</content>
internal sealed partial class ExpressionEvaluator
{
    private delegate bool TryParse(ReadOnlySpan<byte> text, out long value);

    private static Getter<TResult> Column<TValue, TResult>(int index, Func<TValue, TResult> convert)
        where TValue : unmanaged =>
        (TableRows rows, int row, out TResult value) =>
        {
            var column = (FixedBuffer<TValue>)rows.Columns[index];
            value = convert(column.Values[row]);
            return column.Present[row];
        };

    private static Getter<T> Constant<T>(T? constant)
        where T : struct =>
        (TableRows _, int _, out T value) =>
        {
            value = constant.GetValueOrDefault();
            return constant.HasValue;
        };

    private static Getter<T> FirstOf<T>(Getter<T>[] getters) =>
        (TableRows rows, int row, out T value) =>
        {
            foreach (var getter in getters)
            {
                if (getter(rows, row, out value))
                    return true;
            }
            value = default!;
            return false;
        };

    private static Getter<long> Combined(Getter<long> left, Getter<long> right, Func<long, long, long> apply) =>
        (TableRows rows, int row, out long value) =>
        {
            var present = left(rows, row, out var a) & right(rows, row, out var b);
            value = present ? apply(a, b) : 0;
            return present;
        };

    private static Getter<long> Mapped(Getter<long> operand, Func<long, long> map) =>
        (TableRows rows, int row, out long value) =>
        {
            var present = operand(rows, row, out var a);
            value = present ? map(a) : 0;
            return present;
        };

    private static Getter<long> Parsed(Getter<Utf8Slice> operand, TryParse parse) =>
        (TableRows rows, int row, out long value) =>
        {
            value = 0;
            return operand(rows, row, out var text) && parse(text.Span, out value);
        };

    private static Getter<Utf8Slice> Trimmed(Getter<Utf8Slice> operand) =>
        (TableRows rows, int row, out Utf8Slice value) =>
        {
            if (!operand(rows, row, out value))
                return false;
            var start = value.Span.IndexOfAnyExcept((byte)' ');
            value = start < 0
                ? value with { Length = 0 }
                : new Utf8Slice(
                    value.Array, value.Start + start, value.Span.LastIndexOfAnyExcept((byte)' ') + 1 - start);
            return true;
        };

    private static Getter<bool> Among(Getter<Utf8Slice> operand, Utf8Slice[] values) =>
        (TableRows rows, int row, out bool value) =>
        {
            value = false;
            if (!operand(rows, row, out var text))
                return false;
            foreach (var candidate in values)
                value |= candidate.Span.SequenceEqual(text.Span);
            return true;
        };

    private static Getter<bool> Compared<T>(
        Getter<T> left, Getter<T> right, BinaryOperator op, Func<T, T, int> compare) =>
        (TableRows rows, int row, out bool value) =>
        {
            value = false;
            if (!left(rows, row, out var a) || !right(rows, row, out var b))
                return false;
            var order = compare(a, b);
            value = op switch
            {
                BinaryOperator.Equal => order == 0,
                BinaryOperator.NotEqual => order != 0,
                BinaryOperator.Less => order < 0,
                BinaryOperator.LessOrEqual => order <= 0,
                BinaryOperator.Greater => order > 0,
                _ => order >= 0,
            };
            return true;
        };

    private static bool IsComparison(BinaryOperator op) => op is BinaryOperator.Equal or BinaryOperator.NotEqual
        or BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater
        or BinaryOperator.GreaterOrEqual;

    // Three-valued logic: false AND null is false, true OR null is true.
    private static Getter<bool> And(Getter<bool> left, Getter<bool> right) =>
        (TableRows rows, int row, out bool value) =>
        {
            var hasLeft = left(rows, row, out var a);
            var hasRight = right(rows, row, out var b);
            value = hasLeft && hasRight && a && b;
            return (hasLeft && hasRight) || (hasLeft && !a) || (hasRight && !b);
        };

    private static Getter<bool> Or(Getter<bool> left, Getter<bool> right) =>
        (TableRows rows, int row, out bool value) =>
        {
            var hasLeft = left(rows, row, out var a);
            var hasRight = right(rows, row, out var b);
            value = (hasLeft && a) || (hasRight && b);
            return value || (hasLeft && hasRight);
        };

    private static Getter<bool> Negation(Getter<bool> operand) =>
        (TableRows rows, int row, out bool value) =>
        {
            var present = operand(rows, row, out var a);
            value = present && !a;
            return present;
        };

    private static bool Always(bool _) => true;
}
