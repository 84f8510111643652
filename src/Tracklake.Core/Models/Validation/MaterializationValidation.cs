namespace Tracklake.Models.Validation;

/// <summary>Validates how a model's rows come to be: its queries, and what keeping it up to date takes for
/// granted.</summary>
/// <param name="model">The model.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class MaterializationValidation(Model model, FaultList faults)
{
    private const int LongestLookBack = 366;

    private readonly QueryValidation _queries = new(faults);

    public void Validate()
    {
        switch (model.Materialization)
        {
            case Appended:
                break;
            case Folded folded:
                Validate(folded);
                break;
            case NewestRecord newest:
                Validate(newest);
                break;
            case ByDay byDay:
                _queries.Validate(byDay.Query, isModel: true);
                CheckDays(byDay);
                break;
            case Whole whole:
                _queries.Validate(whole.Query, isModel: true);
                break;
            default:
                faults.Add(
                    FaultKind.UnknownConstruct, null,
                    $"{model.Materialization.GetType().Name} is no way of keeping a table that the engines know.");
                break;
        }
    }

    private void Validate(Folded folded)
    {
        _queries.Validate(folded.Records);
        CheckRecordOrder(folded.Records);
        var records = Scope.Of(folded.Records.Columns);
        foreach (var key in folded.Keys)
            CheckRecordColumn(key.Column, key.Value, records);
        foreach (var field in folded.Fields)
        {
            CheckRecordColumn(field.Column, field.Value, records);
            if (field.Fold == Fold.Ever && field.Value.Type.Kind != TypeKind.Boolean)
            {
                faults.Add(
                    FaultKind.BadFold, field.Column.Name, "Fold.Ever is of booleans only; fold it in another way.");
            }
            if (field.Fold is Fold.Least or Fold.Greatest && field.Value.Type.Kind == TypeKind.Boolean)
                faults.Add(FaultKind.BadFold, field.Column.Name, "booleans have no least and greatest; use Fold.Ever.");
        }
        if (!folded.Keys.Select(k => k.Column.Name).SequenceEqual(model.Keys.Select(k => k.Name)))
        {
            faults.Add(FaultKind.UnknownKey, null,
                "the model's keys are not those that its records are folded by; make them so.");
        }
        var row = Scope.Of([.. folded.Keys.Select(k => k.Column), .. folded.Fields.Select(f => f.Column)]);
        CheckOutputs(folded.Derived, row);
    }

    private void Validate(NewestRecord newest)
    {
        _queries.Validate(newest.Records);
        CheckRecordOrder(newest.Records);
        foreach (var group in newest.GroupBy.Where(g => newest.Records.Columns.All(c => c.Name != g.Name)))
        {
            faults.Add(FaultKind.UnknownKey, group.Name,
                "its rows replace each other by a column that the records lack; add it.");
        }
        CheckOutputs(newest.Outputs, Scope.Of(newest.Records.Columns));
    }

    private void CheckOutputs(IReadOnlyList<Output> outputs, Scope scope)
    {
        foreach (var output in outputs)
        {
            var isNullable = Expressions(scope, output.Column).IsNullable(output.Value, Place.Row);
            _queries.CheckFit(output.Column, output.Value, isNullable && output.NotNullBecause is null);
        }
    }

    /// <summary>Folding joins the records with counts of them, so it needs to give their columns an alias.</summary>
    private void CheckRecordColumn(Column column, Expr value, Scope records)
    {
        if (value is not ColumnRef { Alias: null })
        {
            faults.Add(
                FaultKind.BadFold, column.Name,
                "keys and fields of a fold are columns of its records; compute the value in the query of the records.");
        }
        _queries.CheckFit(column, value, Expressions(records, column).IsNullable(value, Place.Row));
    }

    private void CheckRecordOrder(Query records)
    {
        var lacking = RecordOrder.Columns.Where(o => records.Columns.All(c => c.Name != o.Name)).Select(c => c.Name)
            .ToList();
        if (lacking.Count > 0)
        {
            faults.Add(
                FaultKind.BadFold, null,
                $"its records lack {string.Join(", ", lacking)}, by which they are put in order; pass them through.");
        }
    }

    private ExprValidation Expressions(Scope scope, Column column) =>
        new(scope, new HashSet<string>(), column.Name, faults);

    private void CheckDays(ByDay byDay)
    {
        var day = byDay.Day.Name;
        foreach (var table in model.Reads.Append(model))
        {
            if (!table.Columns.Any(c => c.Name == day && c.Type.Kind == TypeKind.Date && !c.Nullable))
            {
                faults.Add(
                    FaultKind.UnknownKey, day,
                    $"it is kept by day, and {table} has no not-null date of this name; read daily tables only or "
                    + "use Whole.");
            }
        }
        if (byDay.LookBack.Distinct().Count() != byDay.LookBack.Count
            || byDay.LookBack.Any(n => n is < 1 or > LongestLookBack))
        {
            faults.Add(
                FaultKind.BadLookBack, day,
                $"the days to look back must be different numbers from 1 to {LongestLookBack}.");
        }
        var compared = ExpressionsOf(byDay.Query).SelectMany(SubExpressions.WithAll)
            .Select(e => e is Call { Function: Function.AddDays, Arguments: [_, Literal { Value: int n }] } ? -n : 0)
            .Where(n => n != 0 && !byDay.LookBack.Contains(n)).Distinct().ToList();
        if (compared.Count > 0)
        {
            faults.Add(
                FaultKind.BadLookBack, day,
                $"the query compares with {string.Join(" and ", compared)} days before, which LookBack lacks; "
                + "add them.");
        }
    }

    private static IEnumerable<Expr> ExpressionsOf(Query query) => query switch
    {
        Select select => select.Outputs.Select(o => o.Value).Concat(select.GroupBy)
            .Concat(select.Filter is null ? [] : [select.Filter])
            .Concat(select.Joins.Select(j => j.On))
            .Concat(select.Joins.Select(j => j.Source).Prepend(select.Source).OfType<SubquerySource>()
                .SelectMany(s => ExpressionsOf(s.Query))),
        UnionAll union => union.Parts.SelectMany(ExpressionsOf),
        _ => [],
    };
}
