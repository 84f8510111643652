namespace Tracklake.Delta;

/// <summary>What every row of a table must meet: NOT NULL at any depth, invariants and CHECK constraints (protocol: Column
/// Invariants, CHECK Constraints). Counted while the statistics are taken.</summary>
internal static class RowRules
{
    private const string ConstraintPrefix = "delta.constraints.";

    public static List<RowRule> Of(DeltaSnapshot target)
    {
        var rules = new List<RowRule>();
        foreach (var field in target.Schema.Fields.Where(f => !target.IsPartition(f.Name)))
            Collect(field, field.Name, Sql.Name(field.Name), "true", rules);
        rules.AddRange(Expressions(target));
        return rules;
    }

    /// <summary>Whether the rules ask for columns that are not in the files themselves.</summary>
    public static bool NeedPartitions(DeltaSnapshot target) => target.PartitionColumns.Count > 0 && Expressions(target).Any();

    // The expressions are Spark's SQL; most of what people write there DuckDB understands, and says when it does not.
    private static IEnumerable<RowRule> Expressions(DeltaSnapshot target)
    {
        foreach (var (key, sql) in target.Properties)
        {
            if (key.StartsWith(ConstraintPrefix, StringComparison.OrdinalIgnoreCase) && sql is not null)
                yield return Rule(key[ConstraintPrefix.Length..], sql, "the constraint");
        }

        foreach (var field in target.Schema.Fields)
        {
            if (field.Text("delta.invariants") is { } invariant)
                yield return Rule(field.Name, Invariant(target, field.Name, invariant), "the invariant of the column");
            if (field.Text("delta.generationExpression") is { } generated)
                yield return Rule(field.Name, $"{Sql.Name(field.Name)} IS NOT DISTINCT FROM ({generated})", "the generated column");
        }
    }

    // Null is not true (protocol: CHECK Constraints).
    private static RowRule Rule(string name, string sql, string kind) =>
        new(name, $"({sql}) IS NOT TRUE", $"{kind} '{name}': {sql}");

    private static string Invariant(DeltaSnapshot target, string column, string json)
    {
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(json);
            return document.RootElement.GetProperty("expression").GetProperty("expression").GetString()!;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DeltaCorruptException(target.TablePath, target.Version,
                $"the invariant of the column '{column}' is not readable: {json}", e);
        }
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
        {
            rules.Add(new RowRule(name, $"{parent} AND {sql} IS NULL", $"NOT NULL of the column '{name}'")
            {
                NotNull = parent == "true" ? field.Name : null,
            });
        }
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
