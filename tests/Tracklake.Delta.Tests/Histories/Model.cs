namespace Tracklake.Delta.Tests.Histories;

/// <summary>A row of the model: p is k modulo 3, as in the table.</summary>
public readonly record struct Row(int K, int V)
{
    public int P => K % 3;
}

/// <summary>What a table should hold, told in the simplest way.</summary>
public static class Model
{
    public static List<Row> Source(int a, int b) => [.. Enumerable.Range(a, (b % 7) + 1).Select(k => new Row(k, b))];

    /// <summary>The rows after an operation that changes rows; null for one that may not.</summary>
    public static List<Row>? Apply(List<Row> rows, Operation op)
    {
        var source = Source(op.A, op.B);
        var keys = source.Select(r => r.K).ToHashSet();
        var have = rows.Select(r => r.K).ToHashSet();
        return op.Kind switch
        {
            OperationKind.Append => [.. rows, .. source],
            OperationKind.Upsert =>
                [.. rows.Select(r => keys.Contains(r.K) ? r with { V = op.B } : r), .. source.Where(s => !have.Contains(s.K))],
            OperationKind.MergeDelete => [.. rows.Where(r => !keys.Contains(r.K) || r.K % 2 == 0)
                .Select(r => keys.Contains(r.K) ? r with { V = op.B } : r), .. source.Where(s => !have.Contains(s.K))],
            OperationKind.InsertOnly => [.. rows, .. source.Where(s => !have.Contains(s.K))],
            OperationKind.Delete => [.. rows.Where(r => !keys.Contains(r.K))],
            OperationKind.DeletePartition => [.. rows.Where(r => r.P != op.A % 3)],
            OperationKind.Update => [.. rows.Select(r => keys.Contains(r.K) ? r with { V = r.V + 1 } : r)],
            OperationKind.Overwrite => source,
            OperationKind.ReplacePartition => [.. rows.Where(r => r.P != op.A % 3), .. source.Where(s => s.P == op.A % 3)],
            OperationKind.ReplaceRange => [.. rows.Where(r => !keys.Contains(r.K)), .. source],
            _ => null,
        };
    }
}
