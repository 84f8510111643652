namespace Tracklake.Delta;

/// <summary>The queries of a merge, as explicit joins: DuckDB's own MERGE takes duplicate matches without an error.
/// </summary>
internal sealed class MergeSql(DeltaMerge merge, DeltaSchema schema, DeltaSchema source, string sourceTable)
{
    private const string Present = "__delta_present";

    private string OnKeys => string.Join(" AND ", merge.Keys.Select(k => $"t.{Sql.Name(k)} = s.{Sql.Name(k)}"));

    private string Source => $"(SELECT *, true AS {Present} FROM {sourceTable}) s";

    /// <summary>What becomes of a row of the table: K(ept), U(pdated) or D(eleted).</summary>
    private string Action
    {
        get
        {
            var matched = merge.WhenMatched switch
            {
                DeltaMatched.Update => "'U'",
                DeltaMatched.Delete => "'D'",
                _ => "'K'",
            };
            if (merge.MatchedCondition is { } only) matched = $"CASE WHEN ({only}) THEN {matched} ELSE 'K' END";
            if (merge.DeleteCondition is { } delete) matched = $"CASE WHEN ({delete}) THEN 'D' ELSE {matched} END";
            var alone = !merge.DeleteNotMatchedBySource ? "'K'"
                : merge.NotMatchedBySourceCondition is { } condition ? $"CASE WHEN ({condition}) THEN 'D' ELSE 'K' END"
                : "'D'";
            return $"CASE WHEN s.{Present} IS NULL THEN {alone} ELSE {matched} END";
        }
    }

    /// <summary>A key that the source has more than once.</summary>
    public string DuplicateKey()
    {
        var keys = Sql.Names(merge.Keys);
        var known = string.Join(" AND ", merge.Keys.Select(k => $"{Sql.Name(k)} IS NOT NULL"));
        return $"SELECT CAST(row({keys}) AS VARCHAR) FROM {sourceTable} WHERE {known} "
            + $"GROUP BY {keys} HAVING count(*) > 1 ORDER BY 1 LIMIT 1";
    }

    /// <summary>The files with a row that is updated or deleted, with how many of each.</summary>
    public string Touched(string scan, string fileColumn) => $"""
        SELECT {fileColumn}, count(*) FILTER (WHERE a = 'U'), count(*) FILTER (WHERE a = 'D')
        FROM (SELECT t.{fileColumn}, {Action} AS a FROM {Joined(scan)})
        WHERE a <> 'K' GROUP BY 1 ORDER BY 1
        """;

    /// <summary>The rows of the touched files as they are afterwards.</summary>
    public string Kept(string scan) =>
        $"SELECT {string.Join(", ", schema.Fields.Select(After))} FROM {Joined(scan)} WHERE ({Action}) <> 'D'";

    /// <summary>The rows that only the source has; the scan is of every file that may hold their keys.</summary>
    public string Inserted(string scan)
    {
        var values = schema.Fields.Select(f => $"{SourceValue(f)} AS {Sql.Name(f.Name)}");
        var condition = merge.InsertCondition is { } only ? $" AND ({only})" : "";
        return $"SELECT {string.Join(", ", values)} FROM {sourceTable} s "
            + $"WHERE NOT EXISTS (SELECT 1 FROM {scan} t WHERE {OnKeys}){condition}";
    }

    /// <summary>The changes as the change data feed has them (protocol: Add CDC File).</summary>
    public string Changes(string touched, string? inserted)
    {
        var before = string.Join(", ", schema.Fields.Select(f => $"t.{Sql.Name(f.Name)} AS {Sql.Name(f.Name)}"));
        var after = string.Join(", ", schema.Fields.Select(After));
        var sql = $"SELECT {before}, CASE ({Action}) WHEN 'D' THEN 'delete' ELSE 'update_preimage' END AS {ChangeFeed.Type} "
            + $"FROM {Joined(touched)} WHERE ({Action}) <> 'K' UNION ALL "
            + $"SELECT {after}, 'update_postimage' FROM {Joined(touched)} WHERE ({Action}) = 'U'";
        return inserted is null ? sql : $"{sql} UNION ALL SELECT *, 'insert' FROM ({inserted})";
    }

    private string Joined(string scan) => $"{scan} t LEFT JOIN {Source} ON {OnKeys}";

    private string After(DeltaField field)
    {
        var name = Sql.Name(field.Name);
        var changed = merge.Set is { } set
            ? set.FirstOrDefault(p => string.Equals(p.Key, field.Name, StringComparison.OrdinalIgnoreCase)).Value is { } sql
                ? $"CAST({sql} AS {DuckTypes.ToDuck(field.Type)})" : null
            : source.Find(field.Name) is null ? null : SourceValue(field);
        return changed is null ? $"t.{name} AS {name}" : $"CASE WHEN ({Action}) = 'U' THEN {changed} ELSE t.{name} END AS {name}";
    }

    private string SourceValue(DeltaField field) => source.Find(field.Name) is null
        ? $"CAST(NULL AS {DuckTypes.ToDuck(field.Type)})"
        : $"s.{Sql.Name(field.Name)}";
}
