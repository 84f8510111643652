namespace Tracklake.Delta;

/// <summary>What every row of a table must meet: NOT NULL at any depth (protocol: Consistency Between Table Metadata and
/// Data Files). Counted while the statistics are taken.</summary>
internal static class RowRules
{
    public static List<RowRule> Of(DeltaSnapshot target)
    {
        var rules = new List<RowRule>();
        foreach (var field in target.Schema.Fields.Where(f => !target.IsPartition(f.Name)))
            Collect(field, field.Name, Sql.Name(field.Name), "true", rules);
        return rules;
    }

    /// <summary>Throws for the first rule that a row breaks.</summary>
    public static void Enforce(DeltaSnapshot target, IReadOnlyList<RowRule> rules, IEnumerable<FileMeasure> measures)
    {
        var files = measures.ToList();
        for (var i = 0; i < rules.Count; i++)
        {
            var broken = files.Sum(f => f.Broken[i]);
            if (broken > 0)
                throw new DeltaConstraintException(target.TablePath, target.Version, rules[i].Name,
                    $"{broken} of the new rows break {rules[i].Meaning}; nothing was committed");
        }
    }

    private static void Collect(DeltaField field, string name, string sql, string parent, List<RowRule> rules)
    {
        if (!field.Nullable)
            rules.Add(new RowRule(name, $"{parent} AND {sql} IS NULL", $"NOT NULL of the column '{name}'"));
        Inside(field.Type, name, sql, $"{sql} IS NOT NULL", rules);
    }

    private static void Inside(DeltaType type, string name, string sql, string present, List<RowRule> rules)
    {
        switch (type)
        {
            case DeltaStruct row:
                foreach (var child in row.Fields)
                    Collect(child, $"{name}.{child.Name}", $"struct_extract({sql}, {Sql.Text(child.Name)})", present, rules);
                break;
            case DeltaArray { ContainsNull: false }:
                rules.Add(new RowRule(name, $"len(list_filter({sql}, lambda e: e IS NULL)) > 0",
                    $"the list '{name}', which holds no nulls"));
                break;
            case DeltaMap { ValueContainsNull: false }:
                rules.Add(new RowRule(name, $"len(list_filter(map_values({sql}), lambda e: e IS NULL)) > 0",
                    $"the map '{name}', which holds no null values"));
                break;
        }
    }
}
