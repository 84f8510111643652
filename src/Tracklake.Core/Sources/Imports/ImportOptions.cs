namespace Tracklake.Sources.Imports;

/// <summary>What a user's files are.</summary>
public enum ImportKind
{
    /// <summary>Stored responses of the Spotify Web API.</summary>
    Responses,

    /// <summary>A person's streaming history, as Spotify exports it on request.</summary>
    History,

    /// <summary>Tables of tracks: CSV, TSV, Parquet or newline-delimited JSON.</summary>
    Dataset,
}

/// <summary>How dates like 03/04/2020 are to be read.</summary>
public enum DateOrder
{
    /// <summary>The day first: 3 April.</summary>
    DayFirst,

    /// <summary>The month first: 4 March.</summary>
    MonthFirst,
}

/// <summary>What an importer cannot find out by itself, or should not.</summary>
public sealed record ImportOptions
{
    /// <summary>The value of <see cref="ArtistSeparator"/> that keeps every artist field whole.</summary>
    public const string NoSeparator = "none";

    /// <summary>What the files are; null to find out.</summary>
    public ImportKind? As { get; init; }

    /// <summary>The day that files speak of which do not say so themselves.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Which column of a dataset holds which field (<c>track_name</c> to <c>Song Title</c>), before any guess
    /// by name. A number names a column by its place, from 1, in files without a header.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>How ambiguous dates of a dataset are to be read; null leaves them unknown.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>What separates artists in a dataset's artist field; <see cref="NoSeparator"/> when nothing does; null
    /// to find out.</summary>
    public string? ArtistSeparator { get; init; }
}

/// <summary>How far an import is.</summary>
/// <param name="Path">The file that was read last, relative to what is imported.</param>
/// <param name="Files">Files read so far.</param>
/// <param name="Planned">Files in all.</param>
/// <param name="Records">Records found so far, where they are counted.</param>
public sealed record ImportProgress(string Path, int Files, int Planned, long Records);

/// <summary>
/// The user asked for something that cannot be imported. The message says what was looked for and what to do.
/// </summary>
public sealed class ImportException : Exception
{
    /// <summary>Says what was looked for and what to do.</summary>
    public ImportException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
