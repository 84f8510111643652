namespace Tracklake.Models.Incremental;

/// <summary>
/// A part of a table that the queries of an incremental refresh read. An engine provides each, under its name, before
/// it runs such a query.
/// </summary>
public sealed class TablePart : Table
{
    private TablePart(string part, Table of, IReadOnlyList<Column> columns) =>
        (Part, Of, Columns) = (part, of, columns);

    /// <summary>The table that it is a part of.</summary>
    public Table Of { get; }

    /// <summary><c>before</c>, <c>changed</c> or <c>touched</c>.</summary>
    public string Part { get; }

    /// <inheritdoc/>
    public override Layer Layer => Layer.Meta;

    /// <inheritdoc/>
    public override string Name => $"{Part}_{Of.Name}";

    /// <inheritdoc/>
    public override string Description => $"{Of.QualifiedName}: {Part}.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns { get; }

    /// <summary>The table as it was before the run.</summary>
    public static TablePart Before(Table of) => new("before", of, of.Columns);

    /// <summary>The rows that the run took from the table and the rows that it added, a changed row as both.</summary>
    public static TablePart Changed(Table of) => new("changed", of, of.Columns);

    /// <summary>The keys whose rows are computed anew, each once, under the names of <see cref="TouchedKey"/>.</summary>
    public static TablePart Touched(Model of) => new("touched", of, [.. of.RefreshKeys.Select(TouchedKey)]);

    /// <summary>A key as <see cref="Touched"/> has it: under a name that no other table of a query has.</summary>
    public static Column TouchedKey(Column key) => key with { Name = $"touched_{key.Name}" };

    /// <summary>A row of the table has the key of a row of <see cref="Touched"/>; null equals null.</summary>
    /// <param name="keys">The keys, as expressions over what is joined with.</param>
    /// <param name="columns">The key columns, in the same order.</param>
    /// <param name="touched">What holds the touched keys.</param>
    internal static Expr Matches(IEnumerable<Expr> keys, IEnumerable<Column> columns, Source touched) => keys
        .Zip(columns, (key, column) =>
        {
            var other = touched[TouchedKey(column)];
            return key.Nullable ? key.SameAs(other) : key.Eq(other);
        })
        .Aggregate((left, right) => left & right);
}
