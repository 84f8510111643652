namespace Tracklake.Lineage;

/// <summary>
/// How one column influences another. The first three are direct: values become values. The others are indirect: they
/// decide which rows there are and which come first.
/// </summary>
public enum Influence
{
    /// <summary>The value is passed on as it is.</summary>
    Copied,

    /// <summary>The value goes into an expression of one row.</summary>
    Computed,

    /// <summary>The values of several rows become one.</summary>
    Aggregated,

    /// <summary>It decides which rows are left out.</summary>
    Filters,

    /// <summary>It decides which rows are matched.</summary>
    Joins,

    /// <summary>It decides which rows form a group.</summary>
    Groups,

    /// <summary>It decides which row comes first: which record is the newest, which text stands first.</summary>
    Orders,

    /// <summary>Each row there gives rows here.</summary>
    Rows,
}

/// <summary>What the kinds of influence have in common.</summary>
public static class Influences
{
    /// <summary>Whether values become values.</summary>
    public static bool IsDirect(this Influence influence) => influence <= Influence.Aggregated;

    /// <summary>
    /// What is left of an inner influence when its result goes on by an outer one: the stronger of two direct ones; the
    /// indirect one where either is.
    /// </summary>
    public static Influence Then(this Influence inner, Influence outer) =>
        !inner.IsDirect() ? inner
        : !outer.IsDirect() ? outer
        : inner > outer ? inner : outer;
}
