namespace Tracklake.Models.Validation;

/// <summary>Validates a query and those within it; each once, however often it is read.</summary>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class QueryValidation(FaultList faults)
{
    private readonly HashSet<Query> _validated = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Query> _shared = [];

    /// <summary>Validates a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="isModel">Whether its columns are those of the model, which the not-null check looks at.</param>
    public void Validate(Query query, bool isModel = false)
    {
        if (!_validated.Add(query))
            return;
        switch (query)
        {
            case Select select:
                Validate(select, isModel);
                break;
            case UnionAll union:
                Validate(union, isModel);
                break;
            default:
                faults.Add(
                    FaultKind.UnknownConstruct, null,
                    $"{query.GetType().Name} is no query that the four engines are known to agree on; use Select or "
                    + "UnionAll.");
                break;
        }
    }

    /// <summary>Whether a value fits a column in type, digits and nullability.</summary>
    public void CheckFit(Column column, Expr value, bool isNullable)
    {
        if (isNullable && !column.Nullable)
        {
            faults.Add(
                FaultKind.NullInNotNull, column.Name,
                "it is declared not null, but its value may be null; declare it nullable, give a value by Coalesce, "
                + "leave the rows out by Where(..IsNotNull()), or say by AssertNotNull why it never is (the "
                + "not-null check then sees to it).");
        }
        if (column.Type.Kind != value.Type.Kind)
        {
            faults.Add(
                FaultKind.WrongType, column.Name,
                $"it is {column.Type}, but its value is {value.Type}; declare it so or convert the value by As or "
                + "ToInt32.");
        }
        else if (!HasRoomFor(column.Type, value.Type))
        {
            faults.Add(
                FaultKind.DecimalOverflow, column.Name,
                $"it is {column.Type}, which has no room for a {value.Type}; declare it {value.Type} or wider.");
        }
    }

    private static bool HasRoomFor(DataType column, DataType value) => column.Kind != TypeKind.Decimal
        || (column.Scale >= value.Scale && column.Precision - column.Scale >= value.Precision - value.Scale);

    private void Validate(UnionAll union, bool isModel)
    {
        foreach (var part in union.Parts)
        {
            Validate(part, isModel);
            foreach (var (column, first) in part.Columns.Zip(union.Columns))
            {
                if (column.Name != first.Name || column.Type != first.Type)
                {
                    faults.Add(
                        FaultKind.WrongType, first.Name,
                        $"a part of the union has {column.Name} {column.Type} in the place of {first.Name} "
                        + $"{first.Type}; give all parts the same columns.");
                }
                else if (column.Nullable && !first.Nullable)
                {
                    faults.Add(
                        FaultKind.NullInNotNull, first.Name,
                        "a part of the union declares it nullable and the first part does not; declare it nullable "
                        + "in all.");
                }
            }
        }
    }

    private void Validate(Select select, bool isModel)
    {
        var scope = CheckSources(select);
        var joined = select.Joins.Where(j => j.Kind == JoinKind.Inner).SelectMany(j => SubExpressions.KnownBy(j.On));
        var known = joined.Concat(SubExpressions.KnownBy(select.Filter)).Select(ExprValidation.TextOf).ToHashSet();
        var filter = new ExprValidation(scope, new HashSet<string>(), null, faults);
        if (select.Filter is not null)
            filter.IsNullable(select.Filter, Place.Row);
        foreach (var key in select.GroupBy)
            filter.IsNullable(key, Place.Row);

        var groups = select.GroupBy.Select(ExprValidation.TextOf).ToHashSet();
        var isGrouped = groups.Count > 0 || RowIdentity.IsSingleRow(select);
        var place = new Place(true, !isGrouped, groups.Count > 0, "a column");
        foreach (var output in select.Outputs)
        {
            var name = output.Column.Name;
            ReservedWords.Check(name, "column", name, faults);
            if (isGrouped)
                CheckGrouped(output.Value, groups, name);
            CheckOrders(select, output);
            var isNullable = new ExprValidation(scope, known, name, faults).IsNullable(output.Value, place);
            if (output.NotNullBecause is not null && !isModel)
            {
                faults.Add(
                    FaultKind.NullInNotNull, name,
                    "AssertNotNull stands in a query within the model, which the not-null check does not see; assert "
                    + "it of the model's own column.");
            }
            CheckFit(output.Column, output.Value, isNullable && output.NotNullBecause is null);
        }
        // Of a model's own query they are columns of the table and said there.
        foreach (var twice in select.Outputs.GroupBy(o => o.Column.Name).Where(g => g.Count() > 1 && !isModel))
        {
            faults.Add(FaultKind.DuplicateColumn, twice.Key,
                "the query has several columns of this name; rename all but one.");
        }
    }

    /// <summary>Validates what is read and how it is joined; gives what expressions over all of it can refer
    /// to.</summary>
    private Scope CheckSources(Select select)
    {
        CheckSource(select.Source);
        var sources = new List<ScopedSource> { ScopedSource.Of(select.Source) };
        foreach (var join in select.Joins)
        {
            CheckSource(join.Source);
            if (sources.Exists(s => s.Alias == join.Source.Alias))
            {
                faults.Add(
                    FaultKind.DuplicateName, null,
                    $"two sources of a query have the alias '{join.Source.Alias}'; give each its own.");
                continue;
            }
            // Where it is joined a source's own rows are compared: they are missing only afterwards.
            var within = new Scope([.. sources, ScopedSource.Of(join.Source)]);
            new ExprValidation(within, new HashSet<string>(), null, faults).IsNullable(join.On, Place.Row);
            CheckSides(join);
            sources.Add(ScopedSource.Of(join.Source, join.Kind == JoinKind.Left));
        }
        return new Scope(sources);
    }

    private void CheckSource(Source source)
    {
        if (source.Alias is { } alias)
            ReservedWords.Check(alias, "alias", null, faults);
        if (source is not SubquerySource subquery)
            return;
        if (subquery.IsShared && !_shared.TryAdd(subquery.Alias!, subquery.Query)
            && !ReferenceEquals(_shared[subquery.Alias!], subquery.Query))
        {
            faults.Add(
                FaultKind.DuplicateName, null,
                $"two shared queries have the alias '{subquery.Alias}'; give each its own.");
        }
        Validate(subquery.Query);
    }

    private void CheckSides(Join join)
    {
        var aliases = SubExpressions.WithAll(join.On).OfType<ColumnRef>().Select(c => c.Alias).ToHashSet();
        var isBoth = aliases.Contains(join.Source.Alias) && aliases.Count > 1;
        var isSingleRow = RowIdentity.KeyOf(join.Source) is { Count: 0 };
        if (!isBoth && !isSingleRow)
        {
            faults.Add(
                FaultKind.OneSidedJoin, null,
                $"the condition on which '{join.Source.Alias}' is joined does not mention both sides, so every row "
                + "meets every other; compare a column of each.");
        }
    }

    private void CheckGrouped(Expr value, HashSet<string> groups, string column)
    {
        if (value is Aggregate or Literal || groups.Contains(ExprValidation.TextOf(value)))
            return;
        if (value is ColumnRef reference)
        {
            faults.Add(
                FaultKind.NotGrouped, column,
                $"'{ExprValidation.TextOf(reference)}' is neither a group key nor aggregated; add it to GroupBy, "
                + "written in the same way, or take Min, Max or another aggregate of it.");
            return;
        }
        foreach (var part in ExpressionParts.Find(value) ?? [])
            CheckGrouped(part, groups, column);
    }

    /// <summary>Row numbers and joined texts depend on the order of all rows, so it must leave nothing open.</summary>
    private void CheckOrders(Select select, Output output)
    {
        foreach (var part in SubExpressions.WithAll(output.Value))
        {
            var ordered = part switch
            {
                Window { Function: WindowFunction.RowNumber, TotalBecause: null } window =>
                    window.PartitionBy.Concat(window.OrderBy.Select(o => o.By)),
                Aggregate { Function: AggregateFunction.Join } joined => select.GroupBy.Concat(
                    joined.OrderBy.Select(o => o.By)),
                _ => null,
            };
            if (ordered is null || RowIdentity.IsDeterminedBy(select, ordered))
                continue;
            faults.Add(
                FaultKind.PartialOrder, output.Column.Name,
                "its order leaves open which of two rows comes first, and engines would differ; add a key of the "
                + "rows to the order, or say by InTotalOrder why there are no such rows.");
        }
    }
}
