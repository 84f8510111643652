using static Tracklake.Models.Sql;

namespace Tracklake.Models.Checking;

/// <summary>
/// No two rows have the same values in some columns. Rows that lack one of them are left out, unless a missing value
/// counts as a value, as in keys.
/// </summary>
/// <param name="Of">The columns.</param>
/// <param name="CountsMissing">Whether a missing value is like any other.</param>
public sealed record Unique(IReadOnlyList<Column> Of, bool CountsMissing = false)
    : Check(CheckName.Of([.. Of, "unique"]))
{
    /// <summary>Number of rows that share their values with another.</summary>
    public static readonly Column SharedRows = Column.Int64("shared_rows", "Rows that share their values.").NotNull();

    private static readonly Column RowsOfKey = Column.Int64("rows_of_key", "Rows of the key.").NotNull();

    /// <inheritdoc/>
    public override string Kind => Of.Count == 1 ? "unique" : "unique_combination";

    /// <inheritdoc/>
    public override string Rule => Of.Count == 1
        ? $"{Of[0].Name} must be in one row only."
        : $"The combination of {CheckName.List(Of)} must be in one row only.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => Of;

    /// <summary>One row: how many rows share their values with another.</summary>
    /// <param name="table">The table.</param>
    /// <param name="scope">The rows that are looked at; null for all.</param>
    public Query SharedRowCount(Table table, Expr? scope)
    {
        var repeated = Repeated(table, scope).As("g");
        var zero = ((Expr)0).As(DataType.Int64);
        return Query.From(repeated).Select(SharedRows.Is(Coalesce(Sum(repeated[RowsOfKey]), zero)));
    }

    /// <summary>The rows that share their values with another.</summary>
    /// <param name="table">The table.</param>
    /// <param name="scope">The rows that are looked at; null for all.</param>
    public Query SharingRows(Table table, Expr? scope)
    {
        var repeated = Repeated(table, scope).As("g");
        var row = Query.From(table).Where(scope ?? true).Select([.. table.Columns.Select(c => c.Is(c))]).As("r");
        var sameKey = Of.Select(c => SameValue(row[c], repeated[c])).Aggregate((left, right) => left & right);
        return Query.From(row).Join(repeated, sameKey)
            .Select([.. table.Columns.Select(c => c.Is(row[c])), RowsOfKey.Is(repeated[RowsOfKey])]);
    }

    private Select Repeated(Table table, Expr? scope)
    {
        var rows = Query.From(table).Where(scope ?? true);
        foreach (var column in CountsMissing ? [] : Of.Where(c => c.Nullable))
            rows = rows.Where(((Expr)column).IsNotNull());
        var groups = rows.GroupBy([.. Of.Select(c => (Expr)c)])
            .Select([.. Of.Select(c => c.Is(c)), RowsOfKey.Is(Count())])
            .As("k");
        return Query.From(groups).Where(groups[RowsOfKey] > 1)
            .Select([.. Of.Select(c => c.Is(groups[c])), RowsOfKey.Is(groups[RowsOfKey])]);
    }

    private Expr SameValue(Expr left, Expr right) => CountsMissing && left.Nullable
        ? left.Eq(right) | (left.IsNull() & right.IsNull())
        : left.Eq(right);
}

/// <summary>What a row needs of another table.</summary>
public enum LookupNeed
{
    /// <summary>It refers to one of its rows.</summary>
    References,

    /// <summary>One of its rows refers to it.</summary>
    HasChild,

    /// <summary>Both: the tables have the same keys.</summary>
    SameKeys,
}

/// <summary>
/// Every row, where its columns have values, finds them in another table, which may be this one. Judged in the scan of
/// the rows by a join to the other's different values.
/// </summary>
/// <param name="Need">What is meant.</param>
/// <param name="Of">The columns.</param>
/// <param name="Table">The other table.</param>
/// <param name="InTable">Its columns, in the same order.</param>
public sealed record Lookup(LookupNeed Need, IReadOnlyList<Column> Of, Model Table, IReadOnlyList<Column> InTable)
    : Check(NameOf(Need, Of, Table))
{
    private static readonly Column Values = Column.Int64("lookup_values", "Different values of the other table.").NotNull();

    /// <inheritdoc/>
    public override string Kind => Need switch
    {
        LookupNeed.References => "references",
        LookupNeed.HasChild => "has_child",
        LookupNeed.SameKeys => "same_keys",
        _ => throw new ModelException($"No name for {Need}."),
    };

    /// <inheritdoc/>
    public override string Rule => Need switch
    {
        LookupNeed.References => $"{CheckName.List(Of)} must be in {Table}.",
        LookupNeed.HasChild => $"{Table} must have a row for each {CheckName.List(Of)}.",
        LookupNeed.SameKeys => $"{CheckName.List(Of)} must be the same in {Table}, no less and no more.",
        _ => throw new ModelException($"No rule for {Need}."),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => Of;

    /// <summary>The different values of the other table, under columns that no other source of a query has.</summary>
    /// <param name="alias">Unique within the query.</param>
    public SubquerySource Target(string alias)
    {
        var rows = Query.From(Table);
        foreach (var column in InTable.Where(c => c.Nullable))
            rows = rows.Where(((Expr)column).IsNotNull());
        return rows.GroupBy([.. InTable.Select(c => (Expr)c)])
            .Select([.. InTable.Select((c, i) => Named(alias, c, i).Is(c))])
            .As(alias);
    }

    /// <summary>When a row of the table finds its values in <see cref="Target"/>.</summary>
    public Expr Found(SubquerySource target) => Of
        .Select((c, i) => ((Expr)c).Eq(target[Named(target.Alias!, InTable[i], i)]))
        .Aggregate((left, right) => left & right);

    /// <summary>True for a row that has values and, joined to <see cref="Target"/>, did not find them.</summary>
    public Expr Failing(SubquerySource target)
    {
        var notFound = new IsNull(target[Named(target.Alias!, InTable[0], 0)]);
        return Of.Where(c => c.Nullable).Aggregate((Expr)notFound, (failing, c) => ((Expr)c).IsNotNull() & failing);
    }

    /// <summary>One row: how many different values the other table has. Of <see cref="LookupNeed.SameKeys"/>.</summary>
    public Query TargetCount() => Query.From(Target("t")).Select(Values.Is(Count()));

    private static Column Named(string alias, Column column, int place) =>
        column.Renamed($"{alias}_{place}", column.Description);

    private static string NameOf(LookupNeed kind, IReadOnlyList<Column> of, Model table) => kind switch
    {
        LookupNeed.References => CheckName.Of([.. of, "in", table.Name]),
        LookupNeed.HasChild => CheckName.Of([.. of, "has_row_in", table.Name]),
        LookupNeed.SameKeys => CheckName.Of([.. of, "same_as", table.Name]),
        _ => throw new ModelException($"No name for {kind}."),
    };
}
