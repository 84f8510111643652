namespace Tracklake.Models.Validation;

/// <summary>
/// Says what is wrong with models before any data is touched: all of it at once, each fault with model, column and what
/// to do. What the compiler and the builders of queries already refuse is not here.
/// </summary>
public static class ModelValidation
{
    private const int GreatestPrecision = 38;

    /// <summary>What is wrong with a list of models; empty when nothing is.</summary>
    /// <param name="models">The models, each after those that it reads.</param>
    public static IReadOnlyList<ModelFault> Of(IReadOnlyList<Model> models)
    {
        var found = new List<ModelFault>();
        var before = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in models)
        {
            var faults = new FaultList(model.QualifiedName);
            foreach (var read in model.Reads.OfType<Model>().Where(r => !before.Contains(r.QualifiedName)))
            {
                faults.Add(
                    FaultKind.UnknownRead, null,
                    $"it reads {read}, which is not among the models before it; add it to AllModels.cs.");
            }
            if (!before.Add(model.QualifiedName))
                faults.Add(FaultKind.DuplicateName, null, "there are several models of this name; rename all but one.");
            Validate(model, faults);
            found.AddRange(faults.All);
        }
        return found;
    }

    /// <summary>Refuses models that are wrong.</summary>
    /// <exception cref="ModelException">Something is wrong; all of it is said.</exception>
    public static void Require(IReadOnlyList<Model> models)
    {
        var faults = Of(models);
        if (faults.Count > 0)
        {
            throw new ModelException(
                $"The models are wrong in {faults.Count} places. Nothing was done; mend them and start again.\n"
                + string.Join('\n', faults.Select(f => $"  {f}")));
        }
    }

    private static void Validate(Model model, FaultList faults)
    {
        ReservedWords.Check(model.Name, "table", null, faults);
        foreach (var column in model.Columns)
        {
            ReservedWords.Check(column.Name, "column", column.Name, faults);
            if (column.Type is { Kind: TypeKind.Decimal } type
                && (type.Precision is < 1 or > GreatestPrecision || type.Scale < 0 || type.Scale > type.Precision))
            {
                faults.Add(
                    FaultKind.DecimalOverflow, column.Name,
                    $"{type} is no decimal that engines have; use 1 to {GreatestPrecision} digits, the fraction "
                    + "among them.");
            }
        }
        foreach (var twice in model.Columns.GroupBy(c => c.Name).Where(g => g.Count() > 1))
        {
            faults.Add(FaultKind.DuplicateColumn, twice.Key,
                "the table has several columns of this name; rename all but one.");
        }
        foreach (var key in model.Keys.Where(k => model.Columns.All(c => c.Name != k.Name || c.Type != k.Type)))
            faults.Add(FaultKind.UnknownKey, key.Name, $"the key is no {key.Type} column of the table; correct Keys.");
        if (model.Layer != Layer.Bronze && model.Keys.Count == 0)
            faults.Add(FaultKind.UnknownKey, null, "it has no keys; say which columns identify a row.");
        new MaterializationValidation(model, faults).Validate();
    }
}
