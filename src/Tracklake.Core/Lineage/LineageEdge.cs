namespace Tracklake.Lineage;

/// <summary>A column or the rows of a table follow from a column or the rows of another.</summary>
/// <param name="From">What it follows from.</param>
/// <param name="To">What follows.</param>
/// <param name="How">How.</param>
/// <param name="Expression">The expression that computes it, for a person to read; empty where the value is copied or
/// the influence is indirect.</param>
public sealed record LineageEdge(ColumnAddress From, ColumnAddress To, Influence How, string Expression);

/// <summary>What something follows from, without saying what follows.</summary>
/// <param name="From">What it follows from.</param>
/// <param name="How">How.</param>
/// <param name="Expression">The expression; empty where there is none.</param>
internal sealed record Origin(ColumnAddress From, Influence How, string Expression)
{
    /// <summary>The origin of what is made of this.</summary>
    public Origin Then(Influence how, string expression)
    {
        var both = How.Then(how);
        // The outermost expression is what the reader of a table sees of it; a copy shows what was computed before.
        return this with
        {
            How = both,
            Expression = !both.IsDirect() ? "" : expression.Length > 0 ? expression : Expression,
        };
    }

    /// <summary>Each origin once in each way; of several direct ways the strongest.</summary>
    public static IReadOnlyList<Origin> Merged(IEnumerable<Origin> origins) =>
    [
        .. origins
            .GroupBy(o => (o.From, Indirect: o.How.IsDirect() ? (Influence?)null : o.How))
            .Select(g => g.OrderByDescending(o => o.How).First()),
    ];
}
