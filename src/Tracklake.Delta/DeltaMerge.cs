namespace Tracklake.Delta;

/// <summary>What happens to a row of the table whose key is in the source.</summary>
public enum DeltaMatched
{
    /// <summary>It takes the source's values.</summary>
    Update,

    /// <summary>It goes.</summary>
    Delete,

    /// <summary>It stays as it is.</summary>
    Keep,
}

/// <summary>
/// Brings a table up to date from a query: rows are matched by key; <c>s</c> is the source and <c>t</c> the table in
/// every expression. A key that is null matches nothing. A key that the source has twice fails the merge: which of the
/// two rows would win is not defined.
/// </summary>
public sealed record DeltaMerge
{
    /// <summary>The source. Columns that the table does not have may be used in conditions; they are stored only with
    /// <see cref="AllowSchemaChange"/>.</summary>
    public required string SourceSql { get; init; }

    /// <summary>The columns, in both, by which rows are matched.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>What happens to rows that are in both.</summary>
    public DeltaMatched WhenMatched { get; init; } = DeltaMatched.Update;

    /// <summary>SQL over <c>s</c> and <c>t</c>: matched rows for which it is not true stay as they are.</summary>
    public string? MatchedCondition { get; init; }

    /// <summary>SQL over <c>s</c> and <c>t</c>: matched rows for which it is true are deleted, before anything else is
    /// asked.</summary>
    public string? DeleteCondition { get; init; }

    /// <summary>New values by column, as SQL over <c>s</c> and <c>t</c>; by default every column of the source.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Set { get; init; }

    /// <summary>Whether rows that only the source has are inserted.</summary>
    public bool InsertNotMatched { get; init; } = true;

    /// <summary>SQL over <c>s</c>: rows for which it is not true are not inserted.</summary>
    public string? InsertCondition { get; init; }

    /// <summary>Whether rows that only the table has are deleted.</summary>
    public bool DeleteNotMatchedBySource { get; init; }

    /// <summary>SQL over <c>t</c>: of the rows that only the table has, those for which it is not true stay.</summary>
    public string? NotMatchedBySourceCondition { get; init; }

    /// <summary>Consent to add the source's new columns to the table.</summary>
    public bool AllowSchemaChange { get; init; }

    /// <summary>When the table already holds this transaction or a later one, nothing is written.</summary>
    public DeltaTransaction? Transaction { get; init; }

    /// <summary>What the caller wants to find again in the history.</summary>
    public IReadOnlyDictionary<string, string>? Info { get; init; }

    /// <summary>Makes no commit when no row changes.</summary>
    public bool SkipIfEmpty { get; init; }
}
