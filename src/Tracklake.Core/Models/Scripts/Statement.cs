namespace Tracklake.Models.Scripts;

/// <summary>One statement of a script.</summary>
/// <param name="Name">What it does, in lower snake_case: <c>create_table_gold_artist_stats</c>.</param>
/// <param name="Sql">The statement, without a closing semicolon.</param>
public sealed record Statement(string Name, string Sql);

/// <summary>A file of a script; the files are run in the order of their names.</summary>
/// <param name="Name">Number and what it does: <c>001_create_schema_bronze.sql</c>.</param>
/// <param name="Text">One statement as the platform's clients take it.</param>
public sealed record ScriptFile(string Name, string Text);

/// <summary>What a script is to do.</summary>
public sealed record ScriptOptions
{
    /// <summary>Where the landed Parquet is, a folder a table below it; null makes processed tables that something
    /// else fills.</summary>
    public string? Stage { get; init; }

    /// <summary>Whether folded tables take in what is new by MERGE, where the platform can, instead of being computed
    /// in full.</summary>
    public bool IsIncremental { get; init; }
}
