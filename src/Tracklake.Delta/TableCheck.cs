using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>How bad a problem is.</summary>
public enum DeltaProblemLevel
{
    /// <summary>Worth knowing; every reader copes.</summary>
    Note,

    /// <summary>Against the protocol, but no reader gets a wrong answer from it.</summary>
    Warning,

    /// <summary>Readers fail or get wrong answers.</summary>
    Error,
}

/// <summary>Something that is wrong with a table.</summary>
/// <param name="Level">How bad it is.</param>
/// <param name="Version">The version, where it is about one.</param>
/// <param name="Subject">The file or the action.</param>
/// <param name="Message">What is wrong, and the section of the protocol where that helps.</param>
public sealed record DeltaProblem(DeltaProblemLevel Level, long? Version, string Subject, string Message)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Level}: {(Version is null ? "" : $"version {Version}, ")}{Subject}: {Message}";
}

/// <summary>
/// Checks a table against the protocol: the log (contiguous, parsed, free of contradictions), checkpoints (each equal to
/// the replay of the commits), checksums, the hint of the last checkpoint, and the live files (there, of the size and
/// the rows that the log says, bounds and counts of nulls that hold, partition values that can be read, deletion vectors,
/// NOT NULL). Changes nothing.
/// </summary>
public sealed class TableCheck(DeltaTable table, DeltaOptions? options = null)
{
    private readonly DeltaOptions _options = options ?? new DeltaOptions();
    private readonly List<DeltaProblem> _problems = [];

    /// <summary>Checks everything.</summary>
    /// <param name="connection">Where files are read.</param>
    /// <param name="readData">Whether the rows are read as well, to check statistics and NOT NULL; otherwise only that
    /// the files are there.</param>
    public IReadOnlyList<DeltaProblem> Run(DuckDBConnection connection, bool readData = true)
    {
        _problems.Clear();
        var log = _options.OpenLog(table.Path);
        new LogCheck(table.Path, log, _options, _problems.Add).Run();
        try
        {
            var snapshot = table.Open();
            var files = new FileCheck(snapshot, connection, _problems.Add);
            foreach (var file in snapshot.Files) files.Check(file, readData);
        }
        catch (DeltaException e)
        {
            _problems.Add(new DeltaProblem(DeltaProblemLevel.Error, e.Version, "table", e.Message));
        }

        return [.. _problems];
    }
}
