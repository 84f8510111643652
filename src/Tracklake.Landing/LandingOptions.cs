namespace Tracklake.Landing;

/// <summary>How the pages of Parquet files are compressed.</summary>
public enum LandingCompression
{
    /// <summary>Zstandard at its fastest level: smaller files for little more time.</summary>
    Zstd,

    /// <summary>Snappy: what the oldest readers know.</summary>
    Snappy,
}

/// <summary>How landing works. Every choice but <see cref="Parallelism"/> changes the bytes of the files.</summary>
public sealed class LandingOptions
{
    private int rowGroupRows = 1 << 17;
    private int parallelism = Environment.ProcessorCount;

    /// <summary>How pages are compressed.</summary>
    public LandingCompression Compression { get; init; } = LandingCompression.Zstd;

    /// <summary>Most rows of a row group, 1 to 1,048,576. Memory grows with it, files shrink.</summary>
    public int RowGroupRows
    {
        get => rowGroupRows;
        init => rowGroupRows = value is >= 1 and <= 1 << 20
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "RowGroupRows must be 1 to 1,048,576.");
    }

    /// <summary>How many threads may work at once, 1 to 64: over parts, and within one where there are few.</summary>
    public int Parallelism
    {
        get => parallelism;
        init => parallelism = value is >= 1 and <= 64
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Parallelism must be 1 to 64.");
    }

    /// <summary>Leaves the transformed zone out: where nothing reads it, as in a trace, and in benchmarks.</summary>
    public bool ProcessedOnly { get; init; }

    /// <summary>Whether each Parquet file gets a CSV file of the same rows beside it.</summary>
    public bool WriteCsv { get; init; }
}

/// <summary>How far landing is.</summary>
/// <param name="PartsDone">Parts that are written.</param>
/// <param name="Parts">Parts of the batch.</param>
/// <param name="Records">Records read so far.</param>
/// <param name="Bytes">Uncompressed bytes read so far.</param>
public sealed record LandingProgress(int PartsDone, int Parts, long Records, long Bytes);
