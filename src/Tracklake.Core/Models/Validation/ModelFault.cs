namespace Tracklake.Models.Validation;

/// <summary>What can be wrong with a model.</summary>
public enum FaultKind
{
    /// <summary>A column is referred to by an alias that no source in scope has, or by none where there are
    /// several.</summary>
    UnknownSource,

    /// <summary>A source does not have the column.</summary>
    UnknownColumn,

    /// <summary>A value does not have the type that its place needs.</summary>
    WrongType,

    /// <summary>A column is referred to as one with a value in every row, and it may be null there.</summary>
    WrongNullability,

    /// <summary>A column is declared not null, and its value may be null.</summary>
    NullInNotNull,

    /// <summary>A value that is neither a key of the group nor an aggregate.</summary>
    NotGrouped,

    /// <summary>An aggregate within an aggregate.</summary>
    NestedAggregate,

    /// <summary>An aggregate where rows are not grouped yet: in WHERE, ON or GROUP BY.</summary>
    MisplacedAggregate,

    /// <summary>A window function anywhere but in the columns of a query that does not group.</summary>
    MisplacedWindow,

    /// <summary>An order that leaves open which of two rows comes first.</summary>
    PartialOrder,

    /// <summary>Two columns of one name.</summary>
    DuplicateColumn,

    /// <summary>Two sources, shared queries or models of one name.</summary>
    DuplicateName,

    /// <summary>A key, day or group that is no column of the table.</summary>
    UnknownKey,

    /// <summary>A name that is not lower snake_case.</summary>
    BadName,

    /// <summary>A name that an engine reserves.</summary>
    ReservedName,

    /// <summary>A join condition that does not mention both sides.</summary>
    OneSidedJoin,

    /// <summary>A number that may have more digits than its column.</summary>
    DecimalOverflow,

    /// <summary>Days to look back that make no sense, or that lack one that the query compares with.</summary>
    BadLookBack,

    /// <summary>A fold that cannot be done.</summary>
    BadFold,

    /// <summary>A construct of which it is not known that the four engines agree on it.</summary>
    UnknownConstruct,

    /// <summary>A table that is read and is not among the models.</summary>
    UnknownRead,
}

/// <summary>Something wrong with a model, found before any data is touched.</summary>
/// <param name="Model">The model's qualified name.</param>
/// <param name="Column">The column concerned; null when it is none in particular.</param>
/// <param name="Kind">What kind of fault it is.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ModelFault(string Model, string? Column, FaultKind Kind, string Message)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Column is null ? $"{Model}: {Message}" : $"{Model}, column {Column}: {Message}";
}

/// <summary>The faults of one model, while they are collected.</summary>
/// <param name="model">The model's qualified name.</param>
internal sealed class FaultList(string model)
{
    private readonly List<ModelFault> _faults = [];

    /// <summary>What was found, each fault once.</summary>
    public IEnumerable<ModelFault> All => _faults.Distinct();

    public void Add(FaultKind kind, string? column, string message) =>
        _faults.Add(new ModelFault(model, column, kind, message));
}
