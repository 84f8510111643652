using Tracklake.Models.Examples;

namespace Tracklake.Models;

/// <summary>A table that is computed from others: its columns, keys, checks, and how it is kept up to date.</summary>
public abstract class Model : Table
{
    private Materialization? _materialization;

    /// <summary>The columns that together identify a row.</summary>
    public abstract IReadOnlyList<Column> Keys { get; }

    /// <summary>How its rows come to be.</summary>
    public Materialization Materialization => _materialization ??= Define();

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Column> Columns => Materialization.Columns;

    /// <summary>The tables that it is computed from.</summary>
    public IEnumerable<Table> Reads => Materialization.Reads;

    /// <summary>
    /// The columns whose values say which rows belong together when the table is brought up to date from changes: the
    /// keys, or what the records that replace each other have in common.
    /// </summary>
    public IReadOnlyList<Column> RefreshKeys => Materialization switch
    {
        NewestRecord newest => newest.GroupBy,
        Whole when Incremental.AffectedGroups.WhyNot(this) is null => Incremental.AffectedGroups.KeysOf(this),
        _ => Keys,
    };

    /// <summary>What must hold beyond what keys and nullability say.</summary>
    public virtual IReadOnlyList<Check> Checks => [];

    /// <summary>What it makes of some rows: tests of it, shown on its page.</summary>
    public virtual IReadOnlyList<Example> Examples => [];

    /// <summary>The definition; called once.</summary>
    protected abstract Materialization Define();
}

/// <summary>How a table is computed and kept up to date. Each kind names what of it a change in its sources touches.
/// </summary>
public abstract record Materialization
{
    /// <summary>The table's columns, in order.</summary>
    public abstract IReadOnlyList<Column> Columns { get; }

    /// <summary>The tables that it is computed from.</summary>
    public abstract IEnumerable<Table> Reads { get; }
}

/// <summary>New rows of a processed table are added, with the run that added them: bronze.</summary>
/// <param name="From">The processed table.</param>
public sealed record Appended(Zones.ProcessedTable From) : Materialization
{
    /// <summary>The run that added a row.</summary>
    public static readonly Column RunId =
        Column.Int64("_run_id", "Number of the run that added the row.").NotNull();

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [.. From.Columns, RunId];

    /// <inheritdoc/>
    public override IEnumerable<Table> Reads => [From];
}

/// <summary>How two values of a field become one when records of the same thing are folded.</summary>
public enum Fold
{
    /// <summary>The newest that is there: a simplified object does not erase what a full one said.</summary>
    Newest,

    /// <summary>The least.</summary>
    Least,

    /// <summary>The greatest.</summary>
    Greatest,

    /// <summary>Whether it ever was true.</summary>
    Ever,
}

/// <summary>A field of a <see cref="Folded"/> table.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">Its value in a record.</param>
/// <param name="Fold">How it is folded.</param>
public sealed record FoldedField(Column Column, Expr Value, Fold Fold);

/// <summary>
/// A row a thing: all records of a key are folded into one, field by field. Folding is associative, so that folding
/// the new records into the row that is there gives what folding all records would, as long as they come in order.
/// </summary>
/// <param name="Records">The records, with the columns of <see cref="RecordOrder"/>.</param>
/// <param name="Keys">The keys.</param>
/// <param name="Fields">The folded fields.</param>
/// <param name="Derived">Columns computed from keys and fields.</param>
public sealed record Folded(
    Query Records, IReadOnlyList<Output> Keys, IReadOnlyList<FoldedField> Fields, IReadOnlyList<Output> Derived)
    : Materialization
{
    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns =>
        [.. Keys.Select(k => k.Column), .. Fields.Select(f => f.Column), .. Derived.Select(d => d.Column)];

    /// <inheritdoc/>
    public override IEnumerable<Table> Reads => Records.Reads;
}

/// <summary>
/// The rows of the newest record of each group replace all earlier rows of the group (the credits of a track).
/// </summary>
/// <param name="Records">The rows, with the columns of <see cref="RecordOrder"/>.</param>
/// <param name="GroupBy">What the rows that replace each other have in common.</param>
/// <param name="Outputs">The table's columns.</param>
public sealed record NewestRecord(Query Records, IReadOnlyList<Column> GroupBy, IReadOnlyList<Output> Outputs)
    : Materialization
{
    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [.. Outputs.Select(o => o.Column)];

    /// <inheritdoc/>
    public override IEnumerable<Table> Reads => Records.Reads;
}

/// <summary>The rows of a day follow from the sources' rows of that day and of a few days before.</summary>
/// <param name="Query">The whole table.</param>
/// <param name="Day">The column, of the table and of its daily sources, that holds the day.</param>
/// <param name="LookBack">Days before a day that its rows depend on, each by name: a change on day d changes the rows
/// of d and of d + n for each n here.</param>
public sealed record ByDay(Query Query, Column Day, IReadOnlyList<int> LookBack) : Materialization
{
    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => Query.Columns;

    /// <inheritdoc/>
    public override IEnumerable<Table> Reads => Query.Reads;

    /// <summary>The days of the sources that the rows of some days follow from, in order.</summary>
    public IEnumerable<DateOnly> Needed(IEnumerable<DateOnly> days) =>
        days.SelectMany(d => LookBack.Prepend(0).Select(n => d.AddDays(-n))).Distinct().Order();
}

/// <summary>Computed whole each time a source changed; for tables whose sources are of the catalogue's size.</summary>
/// <param name="Query">The whole table.</param>
public sealed record Whole(Query Query) : Materialization
{
    /// <summary>
    /// The day column when only the rows of the latest day of its daily sources (<see cref="ByDay"/>) matter: an engine
    /// may leave the days before out, so that the cost does not grow with history. The query asks for the latest day
    /// all the same. Null when every row matters.
    /// </summary>
    public Column? LatestDay { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => Query.Columns;

    /// <inheritdoc/>
    public override IEnumerable<Table> Reads => Query.Reads;
}

/// <summary>The order of records: what "newest" means, the same on every engine.</summary>
public static class RecordOrder
{
    /// <summary>By day, then by instant, then by place in raw, so that the order is total.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        Zones.ProcessedTable.ObservedOn, Zones.Provenance.IngestedAt, Zones.Provenance.SourceObject,
        Zones.Provenance.SourceOffset,
    ];
}
