using static Tracklake.Models.Sql;

namespace Tracklake.Models.Checking;

/// <summary>Every row by itself must satisfy a condition; where a value is missing nothing is said of it.</summary>
/// <param name="Name">Unique within the table.</param>
public abstract record RowCheck(string Name) : Check(Name)
{
    /// <summary>True for a row that fails.</summary>
    public abstract Expr Failing(CheckTime time);

    /// <summary>
    /// An aggregate condition that holds only if no row fails, made of counts and bounds that the checks of a column
    /// share: far cheaper than counting. Null when there is none.
    /// </summary>
    public virtual Expr? Proof(CheckTime time) => null;

    /// <summary>Whether all values that are there lie within bounds; either may be absent.</summary>
    protected static Expr BoundsProof(Expr value, Expr? least, Expr? greatest)
    {
        Expr? proof = null;
        if (least is not null)
            proof = Coalesce(Min(value) >= least, true);
        if (greatest is null)
            return proof ?? true;
        var upper = Coalesce(Max(value) <= greatest, true);
        return proof is null ? upper : proof & upper;
    }
}

/// <summary>A condition that no row may satisfy: what no other kind can say.</summary>
/// <param name="Name">Unique within the table.</param>
/// <param name="Condition">True for a row that fails.</param>
/// <param name="Meaning">What must hold, in a sentence.</param>
public sealed record NoRow(string Name, Expr Condition, string Meaning) : RowCheck(Name)
{
    /// <inheritdoc/>
    public override string Kind => "no_row";

    /// <inheritdoc/>
    public override string Rule => Meaning;

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [.. ColumnsOfQuery.In(Condition).Distinct()];

    /// <inheritdoc/>
    public override Expr Failing(CheckTime time) => Condition;
}

/// <summary>A column has a value in every row, or in all but a tolerated share.</summary>
/// <param name="Column">The column.</param>
public sealed record NotNull(Column Column) : RowCheck(CheckName.Of(Column, "not_null"))
{
    /// <inheritdoc/>
    public override string Kind => Tolerance.Percent > 0 ? "null_share" : "not_null";

    /// <inheritdoc/>
    public override string Rule => Tolerance.Percent > 0
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Column.Name} may lack in at most {Tolerance.Percent} % of the rows.")
        : $"{Column.Name} must have a value.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column];

    /// <inheritdoc/>
    public override Expr Failing(CheckTime time) => ((Expr)Column).IsNull();

    /// <inheritdoc/>
    public override Expr? Proof(CheckTime time) => CountOf(Column).Eq(Count());
}

/// <summary>If one condition is true of a row, another must be.</summary>
/// <param name="Name">Unique within the table.</param>
/// <param name="If">Which rows are meant.</param>
/// <param name="Then">What must be true of them; missing counts as false.</param>
/// <param name="Meaning">The rule in a sentence.</param>
public sealed record Implies(string Name, Expr If, Expr Then, string Meaning) : RowCheck(Name)
{
    /// <inheritdoc/>
    public override string Kind => "conditional";

    /// <inheritdoc/>
    public override string Rule => Meaning;

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns =>
        [.. ColumnsOfQuery.In(If).Concat(ColumnsOfQuery.In(Then)).Distinct()];

    /// <inheritdoc/>
    public override Expr Failing(CheckTime time) => If & !Coalesce(Then, false);
}
