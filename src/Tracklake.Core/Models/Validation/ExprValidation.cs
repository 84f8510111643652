using Tracklake.Models.Rendering;

namespace Tracklake.Models.Validation;

/// <summary>Where an expression stands, which decides what it may contain.</summary>
/// <param name="AllowsAggregates">Whether aggregates may stand there.</param>
/// <param name="AllowsWindows">Whether window functions may stand there.</param>
/// <param name="IsGrouped">Whether aggregates are of groups, which have a row at least.</param>
/// <param name="Name">What the place is called.</param>
internal sealed record Place(bool AllowsAggregates, bool AllowsWindows, bool IsGrouped, string Name)
{
    public static readonly Place Row = new(false, false, false, "a condition or group key");

    public static readonly Place WithinAggregate = new(false, false, false, "an aggregate");

    public static readonly Place WithinWindow = new(false, false, false, "a window function");
}

/// <summary>
/// Walks an expression: finds what it refers to, whether it can be null there, and what does not belong there.
/// </summary>
/// <param name="scope">What it can refer to.</param>
/// <param name="known">Expressions, as SQL, that are known to have a value.</param>
/// <param name="column">The column that it computes, for messages.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class ExprValidation(Scope scope, IReadOnlySet<string> known, string? column, FaultList faults)
{
    private static readonly DuckDbRenderer Renderer = new();

    /// <summary>What two expressions have in common when they are the same: their SQL.</summary>
    public static string TextOf(Expr expr) =>
        SubExpressions.WithAll(expr).Any(e => ExpressionParts.Find(e) is null) ? expr.ToString() : Renderer.Render(expr);

    /// <summary>Whether the expression can be null, as its sources are.</summary>
    public bool IsNullable(Expr expr, Place place)
    {
        switch (expr)
        {
            case ColumnRef reference:
                return IsNullable(reference);
            case Literal literal:
                CheckValue(literal);
                return literal.Value is null;
            case Case @case:
                return IsNullable(@case, place);
            case Aggregate aggregate:
                return IsNullable(aggregate, place);
            case Window window:
                CheckWindow(window, place);
                return false;
        }
        if (ExpressionParts.Find(expr) is not { } parts)
        {
            faults.Add(
                FaultKind.UnknownConstruct, column,
                $"{expr.GetType().Name} is no construct that the four engines are known to agree on; use those of "
                + "Sql.cs.");
            return expr.Nullable;
        }
        var nullable = parts.Select(p => IsNullable(p, place)).ToList();
        return expr switch
        {
            IsNull or Binary { Operator: BinaryOperator.SameAs } => false,
            Coalesce => nullable.TrueForAll(n => n),
            Cast cast => CheckCast(cast) && nullable[0],
            Ratio ratio => nullable[0] || nullable[1] || ratio.Denominator is not Literal { Value: int and > 0 },
            Call { Function: Function.ParseDigits or Function.ParsePartialDate } => true,
            Call { Function: Function.Least or Function.Greatest } => nullable.TrueForAll(n => n),
            _ => nullable.Contains(true),
        };
    }

    private bool IsNullable(ColumnRef reference)
    {
        var name = reference.Column.Name;
        if (scope.SourceOf(reference, out var fault) is not { } source)
        {
            faults.Add(FaultKind.UnknownSource, column, fault);
            return reference.Nullable;
        }
        var of = source.Alias is null ? "the source" : $"'{source.Alias}'";
        if (!source.Columns.TryGetValue(name, out var there))
        {
            faults.Add(
                FaultKind.UnknownColumn, column,
                $"{of} has no column '{name}'; it has {string.Join(", ", source.Columns.Keys)}.");
            return reference.Nullable;
        }
        if (there.Type != reference.Type)
        {
            faults.Add(
                FaultKind.WrongType, column,
                $"'{name}' is referred to as {reference.Type}, but in {of} it is {there.Type}; use the column of "
                + "that source.");
        }
        if (!there.Nullable && !source.IsOptional)
            return false;
        if (known.Contains(TextOf(reference)))
            return false;
        if (!reference.Nullable)
        {
            var why = there.Nullable ? "it may be null there" : "the left join leaves it null where nothing matches";
            faults.Add(
                FaultKind.WrongNullability, column,
                $"'{name}' of {of} is referred to as not null, but {why}; refer to it by the column's OrNull().");
        }
        return true;
    }

    private bool IsNullable(Case @case, Place place)
    {
        var nullable = @case.Otherwise is null || IsNullable(@case.Otherwise, place);
        foreach (var branch in @case.Branches)
        {
            IsNullable(branch.When, place);
            var knownThen = known.Concat(SubExpressions.KnownBy(branch.When).Select(TextOf)).ToHashSet();
            nullable |= new ExprValidation(scope, knownThen, column, faults).IsNullable(branch.Then, place);
        }
        return nullable;
    }

    private bool IsNullable(Aggregate aggregate, Place place)
    {
        if (!place.AllowsAggregates)
        {
            var isNested = place == Place.WithinAggregate;
            faults.Add(
                isNested ? FaultKind.NestedAggregate : FaultKind.MisplacedAggregate, column,
                $"{aggregate.Function} stands within {place.Name}; compute it in a query of its own and read that.");
        }
        var filtered = known.Concat(SubExpressions.KnownBy(aggregate.Filter).Select(TextOf)).ToHashSet();
        var within = new ExprValidation(scope, filtered, column, faults);
        var argument = aggregate.Argument is not null && within.IsNullable(aggregate.Argument, Place.WithinAggregate);
        if (aggregate.Filter is not null)
            IsNullable(aggregate.Filter, Place.WithinAggregate);
        foreach (var order in aggregate.OrderBy)
            within.IsNullable(order.By, Place.WithinAggregate);
        return aggregate.Function is not (AggregateFunction.Count or AggregateFunction.CountDistinct)
            && (argument || aggregate.Filter is not null || !place.IsGrouped);
    }

    private void CheckWindow(Window window, Place place)
    {
        if (!place.AllowsWindows)
        {
            faults.Add(
                FaultKind.MisplacedWindow, column,
                $"{window.Function} stands within {place.Name}, or its query groups; compute it as a column of a "
                + "query that does not group and read that.");
        }
        foreach (var part in ExpressionParts.Find(window)!)
            IsNullable(part, Place.WithinWindow);
        if (window.OrderBy.Count == 0)
            faults.Add(FaultKind.PartialOrder, column, $"{window.Function} has no order; give it one.");
    }

    private void CheckValue(Literal literal)
    {
        var fits = literal.Value switch
        {
            null => true,
            bool => literal.Type.Kind == TypeKind.Boolean,
            int => literal.Type.Kind is TypeKind.Int32 or TypeKind.Int64,
            long => literal.Type.Kind == TypeKind.Int64,
            decimal => literal.Type.Kind == TypeKind.Decimal,
            string => literal.Type.Kind == TypeKind.Text,
            DateOnly => literal.Type.Kind == TypeKind.Date,
            _ => false,
        };
        if (!fits)
            faults.Add(FaultKind.WrongType, column, $"the constant {literal.Value} is no {literal.Type}.");
    }

    /// <summary>Whether a decimal has room for the integer that is cast to it; true, so that it can stand in a
    /// condition.
    /// </summary>
    private bool CheckCast(Cast cast)
    {
        var digits = cast.Operand.Type.Kind switch { TypeKind.Int32 => 10, TypeKind.Int64 => 19, _ => 0 };
        if (cast.Target.Kind == TypeKind.Decimal && cast.Target.Precision - cast.Target.Scale < digits)
        {
            faults.Add(
                FaultKind.DecimalOverflow, column,
                $"a {cast.Operand.Type} has up to {digits} digits and {cast.Target} has no room for them; widen it.");
        }
        return true;
    }
}
