namespace Tracklake.Delta;

/// <summary>Anything that went wrong with a Delta table; the message names the table, the version and the cause.</summary>
public class DeltaException : Exception
{
    /// <summary>Makes an exception without context; the library itself always gives the table.</summary>
    public DeltaException()
    {
    }

    /// <summary>Makes an exception with a message only.</summary>
    public DeltaException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and its cause.</summary>
    public DeltaException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception about a table, at a version where one is known.</summary>
    public DeltaException(string table, long? version, string cause, Exception? innerException = null)
        : base(version is null ? $"Delta table {table}: {cause}" : $"Delta table {table}, version {version}: {cause}",
            innerException)
    {
        Table = table;
        Version = version;
    }

    /// <summary>The table's folder.</summary>
    public string? Table { get; }

    /// <summary>The version that was read or written, where one is known.</summary>
    public long? Version { get; }

    /// <summary>True when the same call may succeed if it is made again.</summary>
    public virtual bool IsTransient => false;
}

/// <summary>There is no table in the folder, or no such version of it.</summary>
public sealed class DeltaNotFoundException(string table, long? version, string cause)
    : DeltaException(table, version, cause);

/// <summary>The log, a checkpoint or a file contradicts the protocol: nothing is guessed from it.</summary>
public sealed class DeltaCorruptException(string table, long? version, string cause, Exception? innerException = null)
    : DeltaException(table, version, cause, innerException);

/// <summary>The table needs a feature that this library does not have (protocol: Table Features).</summary>
public sealed class DeltaUnsupportedException(string table, long? version, string feature, string cause)
    : DeltaException(table, version, cause)
{
    /// <summary>The feature's name as the protocol spells it, or the thing that is not supported.</summary>
    public string Feature { get; } = feature;
}

/// <summary>The rows or columns offered do not fit the table's schema.</summary>
public sealed class DeltaSchemaException(string table, long? version, string cause)
    : DeltaException(table, version, cause);

/// <summary>A row breaks a NOT NULL, an invariant or a CHECK constraint; nothing was committed.</summary>
public sealed class DeltaConstraintException(string table, long? version, string constraint, string cause)
    : DeltaException(table, version, cause)
{
    /// <summary>The constraint's name, or the column for NOT NULL.</summary>
    public string Constraint { get; } = constraint;
}

/// <summary>Another writer committed something that this commit may not be placed on top of.</summary>
public sealed class DeltaConflictException(string table, long? version, string cause)
    : DeltaException(table, version, cause)
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}
