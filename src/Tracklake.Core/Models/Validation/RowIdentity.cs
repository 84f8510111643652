namespace Tracklake.Models.Validation;

/// <summary>
/// What identifies a row of a query, as far as it follows from keys, groups and equal columns: what a total order must
/// contain.
/// </summary>
internal static class RowIdentity
{
    /// <summary>Whether rows of a query's sources that agree in some expressions are the same row.</summary>
    public static bool IsDeterminedBy(Select select, IEnumerable<Expr> expressions)
    {
        var only = select.Joins.Count == 0 ? select.Source.Alias : null;
        var found = expressions.OfType<ColumnRef>().Select(c => NameOf(c, only)).ToHashSet();
        var joins = select.Joins.Select(j => (j.Source, Optional: j.Kind == JoinKind.Left, j.On)).ToList();
        var sources = joins.Select(j => j.Source).Prepend(select.Source).ToList();
        var keys = sources.ConvertAll(s => KeyOf(s));
        var equal = joins.SelectMany(
            j => SubExpressions.Conjuncts(j.On).Select(c => (c, j.Optional ? j.Source.Alias : null)))
            .Concat(SubExpressions.Conjuncts(select.Filter).Select(c => (c, (string?)null)))
            .Where(c => c.c is Binary { Operator: BinaryOperator.Equal })
            .Select(c => ((Binary)c.c, c.Item2)).ToList();
        for (var before = -1; before != found.Count;)
        {
            before = found.Count;
            foreach (var (condition, optional) in equal)
            {
                Follow(condition.Left, condition.Right, optional);
                Follow(condition.Right, condition.Left, optional);
            }
            foreach (var (source, key) in sources.Zip(keys))
            {
                if (IsFound(source, key))
                    found.UnionWith(ScopedSource.Of(source).Columns.Keys.Select(c => $"{source.Alias}.{c}"));
            }
        }
        return sources.Zip(keys).All(s => IsFound(s.First, s.Second));

        bool IsFound(Source source, IReadOnlyList<string>? key) =>
            key is not null && key.All(k => found.Contains($"{source.Alias}.{k}"));

        // A column that equals what is known is known; of a left join only the side that it adds.
        void Follow(Expr from, Expr to, string? optional)
        {
            if (to is ColumnRef column && (optional is null || column.Alias == optional)
                && SubExpressions.WithAll(from).OfType<ColumnRef>().All(c => found.Contains(NameOf(c, only))))
                found.Add(NameOf(column, only));
        }
    }

    /// <summary>Columns that identify a row of a source; empty for a single row, null when none are known.</summary>
    public static IReadOnlyList<string>? KeyOf(Source source) => source switch
    {
        TableSource { Table: Model { Keys.Count: > 0 } model } => [.. model.Keys.Select(k => k.Name)],
        SubquerySource { Query: Select select } => KeyOf(select),
        _ => null,
    };

    /// <summary>Whether a query gives one row at most, because it aggregates without grouping.</summary>
    public static bool IsSingleRow(Select select) => select.GroupBy.Count == 0
        && select.Outputs.Any(o => SubExpressions.WithAll(o.Value).Any(e => e is Aggregate));

    private static List<string>? KeyOf(Select select)
    {
        if (IsSingleRow(select))
            return [];
        if (select.GroupBy.Count > 0)
        {
            var groups = select.GroupBy.Select(ExprValidation.TextOf).ToHashSet();
            var outputs = select.Outputs.Where(o => groups.Contains(ExprValidation.TextOf(o.Value))).ToList();
            var covered = outputs.Select(o => ExprValidation.TextOf(o.Value)).Distinct().Count() == groups.Count;
            return covered ? [.. outputs.Select(o => o.Column.Name)] : null;
        }
        var key = select.Outputs.Where(o => o.Value is ColumnRef).ToList();
        if (!IsDeterminedBy(select, key.Select(o => o.Value)))
            return null;
        foreach (var output in key.ToList())
        {
            var fewer = key.Where(o => o != output).ToList();
            if (IsDeterminedBy(select, fewer.Select(o => o.Value)))
                key = fewer;
        }
        return [.. key.Select(o => o.Column.Name)];
    }

    private static string NameOf(ColumnRef column, string? only) => $"{column.Alias ?? only}.{column.Column.Name}";
}
