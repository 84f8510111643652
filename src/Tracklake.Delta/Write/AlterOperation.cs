namespace Tracklake.Delta;

/// <summary>Changes properties and the description of a table, and brings the protocol to what they need (protocol:
/// Change Metadata, Protocol Evolution).</summary>
internal sealed class AlterOperation(
    DeltaTable table, DeltaOptions options, DuckDB.NET.Data.DuckDBConnection connection,
    IReadOnlyDictionary<string, string?> properties, string? description)
{
    public PreparedCommit? Prepare(DeltaSnapshot? current)
    {
        if (current is null) throw new DeltaNotFoundException(table.Path, null, "there is no table to change");
        var configuration = new Dictionary<string, string?>(current.MetaData.Configuration);
        foreach (var (key, value) in properties)
        {
            CheckMay(current, key);
            if (value is null) configuration.Remove(key);
            else configuration[key] = value;
        }

        if (InCommitTimestamp.IsOn(configuration) && !InCommitTimestamp.IsOn(current.MetaData.Configuration))
            InCommitTimestamp.Enable(configuration, current.Version + 1, options.Clock.GetUtcNow());
        var metaData = current.MetaData with { Configuration = configuration, Description = description ?? current.MetaData.Description };
        var protocol = TableCreation.Upgraded(current.Protocol, configuration);
        var target = TableCreation.Target(table.Path, current, protocol, metaData, options);
        CheckRows(current, target);
        return new PreparedCommit
        {
            Read = current,
            Operation = "SET TBLPROPERTIES",
            Parameters = new() { ["properties"] = LogJson.Text(properties.ToDictionary(p => p.Key, p => p.Value ?? "")) },
            Protocol = protocol,
            MetaData = metaData,
            WouldRead = _ => true,
        };
    }

    private void CheckMay(DeltaSnapshot current, string key)
    {
        if (key.StartsWith("delta.columnMapping.", StringComparison.Ordinal) || key is "delta.enableDeletionVectors"
            or "delta.enableRowTracking" or "delta.enableTypeWidening")
            throw new DeltaUnsupportedException(table.Path, current.Version, key, $"the property {key} cannot be changed here");
    }

    // A constraint is a promise about the rows that are there, too.
    private void CheckRows(DeltaSnapshot current, DeltaSnapshot target)
    {
        var known = RowRules.Of(current).Select(r => r.Broken).ToHashSet();
        var rules = RowRules.Of(target).Where(r => !known.Contains(r.Broken)).ToList();
        if (rules.Count == 0) return;
        var counts = string.Join(", ", rules.Select(r => $"count(*) FILTER (WHERE {r.Broken})"));
        var broken = Engine.Query(connection, $"SELECT {counts} FROM {current.ToSql()}",
            r => rules.Select((_, i) => r.GetInt64(i)).ToArray())[0];
        for (var i = 0; i < rules.Count; i++)
        {
            if (broken[i] > 0)
                throw new DeltaConstraintException(table.Path, current.Version, rules[i].Name,
                    $"{broken[i]} rows that are there break {rules[i].Meaning}");
        }
    }
}
