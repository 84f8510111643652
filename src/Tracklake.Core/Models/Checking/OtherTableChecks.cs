using static Tracklake.Models.Sql;

namespace Tracklake.Models.Checking;

/// <summary>A sum over this table equals a sum over another: the reconciliation of what was computed from what.</summary>
/// <param name="Name">Unique within the table.</param>
/// <param name="Value">What is summed, or counted, here: an aggregate.</param>
/// <param name="Table">The other table.</param>
/// <param name="OtherValue">What is summed, or counted, there: an aggregate.</param>
/// <param name="OtherFilter">The rows that count there; null for all.</param>
/// <param name="As">The kind's name.</param>
/// <param name="Meaning">What must hold, in a sentence.</param>
public sealed record Reconciles(
    string Name, Expr Value, Model Table, Expr OtherValue, Expr? OtherFilter, string As, string Meaning)
    : MeasureCheck(Name)
{
    private static readonly Column There = Column.Int64("there", "The other table's number.");

    /// <inheritdoc/>
    public override string Kind => As;

    /// <inheritdoc/>
    public override string Rule => Meaning;

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [.. ColumnsOfQuery.In(Value).Distinct()];

    /// <inheritdoc/>
    public override bool NeedsWholeTable => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures => [new("here", Value)];

    /// <inheritdoc/>
    public override Query Other => Query.From(Table).Where(OtherFilter ?? true).Select(There.Is(OtherValue));

    /// <inheritdoc/>
    public override Verdict Judge(Measured measured)
    {
        var (here, there) = (measured["here"] ?? 0, measured["there"] ?? 0);
        return new Verdict(
            here == there ? null : $"Here it is {Text(here)}, in {Table} {Text(there)}.",
            new Dictionary<string, decimal> { ["here"] = here, ["there"] = there });
    }
}

/// <summary>
/// The loads of a run do not say the same over and over: a record of a day comes in few loads of that day. A folder
/// that was loaded 15 times under different names comes in 15.
/// </summary>
/// <param name="Content">The columns that tell records apart, the day among them.</param>
/// <param name="Load">The column that names the load that a row came with.</param>
/// <param name="MaxLoads">The most loads that a record may come in, on average.</param>
public sealed record NoDuplicateLoads(IReadOnlyList<Column> Content, Column Load, decimal MaxLoads)
    : MeasureCheck("no_duplicate_loads")
{
    /// <inheritdoc/>
    public override string Kind => "no_duplicate_loads";

    /// <inheritdoc/>
    public override string Rule => "The loads of a run must not bring the same records several times.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => Content;

    /// <inheritdoc/>
    public override bool NeedsSeveralLoads => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures =>
    [
        new("records", CountDistinct(Concat([.. Spelled(Content)]))),
        new("loaded", CountDistinct(Concat([.. Spelled([.. Content, Load])]))),
    ];

    /// <inheritdoc/>
    public override Verdict Judge(Measured measured)
    {
        if (measured["records"] is not { } records || records == 0)
            return new Verdict(null, new Dictionary<string, decimal>());
        var loads = Math.Round((measured["loaded"] ?? 0) / records, 2);
        return new Verdict(
            loads > MaxLoads
                ? $"{Text(records)} different records came in {Text(loads)} loads each, {measured.Rows:N0} rows in all: the same was loaded "
                    + $"{Text(Math.Round(loads))} times."
                : null,
            new Dictionary<string, decimal> { ["loads_a_record"] = loads });
    }

    private static IEnumerable<Expr> Spelled(IEnumerable<Column> columns)
    {
        foreach (var column in columns)
        {
            // A separator that no name holds, so that two columns do not look like another two.
            yield return "\u001f";
            yield return column.Type.Kind == TypeKind.Text
                ? Coalesce(column, "\u001e")
                : Coalesce(((Expr)column).As(DataType.Text), "\u001e");
        }
    }
}
