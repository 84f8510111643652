namespace Tracklake.Models.Validation;

/// <summary>A source as an expression sees it.</summary>
/// <param name="Alias">Its alias; null for the only source of a query.</param>
/// <param name="Columns">Its columns by name.</param>
/// <param name="IsOptional">Whether its columns may be missing because a left join did not match.</param>
internal sealed record ScopedSource(string? Alias, IReadOnlyDictionary<string, Column> Columns, bool IsOptional)
{
    public static ScopedSource Of(Source source, bool isOptional = false) => new(
        source.Alias, ByName(ColumnsOf(source)), isOptional);

    public static IReadOnlyDictionary<string, Column> ByName(IReadOnlyList<Column> columns)
    {
        var byName = new Dictionary<string, Column>(columns.Count);
        foreach (var column in columns)
            byName.TryAdd(column.Name, column);
        return byName;
    }

    private static IReadOnlyList<Column> ColumnsOf(Source source) => source switch
    {
        TableSource table => table.Table.Columns,
        SubquerySource subquery => subquery.Query.Columns,
        _ => [],
    };
}

/// <summary>What an expression can refer to.</summary>
/// <param name="Sources">The sources in scope.</param>
internal sealed record Scope(IReadOnlyList<ScopedSource> Sources)
{
    /// <summary>Columns of one unnamed source.</summary>
    public static Scope Of(IReadOnlyList<Column> columns) =>
        new([new ScopedSource(null, ScopedSource.ByName(columns), false)]);

    /// <summary>The source that a reference means; null, and why, when there is none.</summary>
    public ScopedSource? SourceOf(ColumnRef reference, out string fault)
    {
        fault = "";
        if (reference.Alias is null)
        {
            if (Sources.Count == 1)
                return Sources[0];
            fault = $"'{reference.Column.Name}' is referred to without an alias where there are several sources: "
                + $"write source[column] for one of {Names}.";
            return null;
        }
        var found = Sources.FirstOrDefault(s => s.Alias == reference.Alias);
        if (found is null)
        {
            fault = $"'{reference.Alias}.{reference.Column.Name}' refers to '{reference.Alias}', which is no source "
                + "here; "
                + $"there are {Names}. Correct the alias or join the source.";
        }
        return found;
    }

    private string Names =>
        string.Join(", ", Sources.Select(s => s.Alias is null ? "one without an alias" : $"'{s.Alias}'"));
}
