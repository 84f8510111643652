using Tracklake.Models.Checking;

namespace Tracklake.Models;

/// <summary>All checks of a model: those that follow from its keys and nullability, and those that it declares.</summary>
public static class CheckList
{
    /// <summary>The checks, in the order of columns, key, declarations.</summary>
    /// <exception cref="ModelException">Two checks have one name, or a check names a column that is not there.</exception>
    public static IReadOnlyList<Check> Of(Model model)
    {
        IReadOnlyList<Check> checks = [.. Implied(model), .. model.Checks];
        var twice = checks.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ModelException($"{model} has two checks of the name {twice.Key}.");
        foreach (var check in checks)
        {
            if (check.Columns.FirstOrDefault(c => !Has(model, c)) is { } missing)
                throw new ModelException($"{model}.{check.Name} is about {missing.Name}, which {model} has not.");
        }
        return checks;
    }

    /// <summary>Who owns the tables of a layer unless the configuration says another.</summary>
    public static string OwnerOf(Layer layer) => layer switch
    {
        Layer.Bronze => "ingestion",
        Layer.Silver => "modelling",
        Layer.Gold => "analytics",
        _ => "platform",
    };

    private static IEnumerable<Check> Implied(Model model)
    {
        foreach (var column in model.Columns.Where(c => !c.Nullable))
            yield return Checks.NotNull(column);
        if (model.Keys.Count > 0)
            yield return new Unique(model.Keys, CountsMissing: true);
    }

    private static bool Has(Model model, Column column) =>
        model.Columns.Any(c => c.Name == column.Name && c.Type == column.Type);
}
