using Tracklake.Landing.Columns;
using Tracklake.Models;
using Tracklake.Zones;

namespace Tracklake.Landing.Deriving;

/// <summary>The derived columns of a table: what its transformed files have beyond the processed ones.</summary>
internal sealed class DerivedRows
{
    private readonly List<(ColumnBuffer Buffer, Action<TableRows> Fill)> derived = [];

    public DerivedRows(ProcessedTable table)
    {
        var evaluator = new ExpressionEvaluator(table);
        foreach (var column in DerivedColumns.Of(table))
        {
            var buffer = ColumnBuffer.For(column.Column);
            derived.Add((buffer, FillOf(buffer, column.Value, evaluator)));
        }
    }

    /// <summary>The derived columns.</summary>
    public IEnumerable<Column> Columns => derived.Select(d => d.Buffer.Column);

    /// <summary>Computes the derived columns of the rows.</summary>
    /// <returns>Their values, until the next rows are computed.</returns>
    public IReadOnlyList<ColumnBuffer> Compute(TableRows rows)
    {
        foreach (var (buffer, fill) in derived)
        {
            buffer.Clear();
            fill(rows);
        }
        return [.. derived.Select(d => d.Buffer)];
    }

    private static Action<TableRows> FillOf(ColumnBuffer buffer, Expr value, ExpressionEvaluator evaluator)
    {
        switch (buffer)
        {
            case TextBuffer target:
                var text = evaluator.Text(value);
                return rows => Fill(rows, target, text, static (t, v) => t.AddRepeated(v.Span));
            case BooleanBuffer target:
                var truth = evaluator.Boolean(value);
                return rows => Fill(rows, target, truth, static (t, v) => t.Add(v));
            case Int32Buffer target:
                var small = evaluator.Number(value);
                return rows => Fill(rows, target, small, static (t, v) => t.Add(checked((int)v)));
            case Int64Buffer target:
                var large = evaluator.Number(value);
                return rows => Fill(rows, target, large, static (t, v) => t.Add(v));
            default:
                throw new NotSupportedException($"No values for {buffer.GetType().Name}.");
        }
    }

    private static void Fill<TBuffer, T>(TableRows rows, TBuffer target, Getter<T> getter, Action<TBuffer, T> add)
        where TBuffer : ColumnBuffer
    {
        for (var row = 0; row < rows.Count; row++)
        {
            if (getter(rows, row, out var value))
                add(target, value);
            else
                target.AddNull();
        }
    }
}
