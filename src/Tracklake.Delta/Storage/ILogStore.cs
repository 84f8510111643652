namespace Tracklake.Delta;

/// <summary>
/// Where a table's log is kept. The whole of a table's safety rests on <see cref="TryCreate"/>: of any number of
/// writers that offer the same name, one wins, and a reader sees all of a file or nothing (protocol: Creation of New
/// Log Entries). One contract suite in the tests is run against every store.
/// </summary>
public interface ILogStore
{
    /// <summary>The names of the log's own files whose leading version is at least the given one, in any order, with
    /// their sizes in bytes; empty when there is no log.</summary>
    IEnumerable<LogEntry> List(long fromVersion);

    /// <summary>A file's bytes, or null when it is not there.</summary>
    byte[]? Read(string name);

    /// <summary>The size and time of a file, or null when it is not there.</summary>
    LogEntry? Stat(string name);

    /// <summary>Creates a file with all of the bytes, durably, unless the name is taken: then false, and the file that
    /// is there is untouched. An answer that got lost must be found out by the store: it may ask whether the bytes
    /// that are there are the ones that it sent.</summary>
    bool TryCreate(string name, ReadOnlySpan<byte> bytes);

    /// <summary>Puts a file in place of what is there, whole or not at all: for hints and checksums. What is not durable
    /// may be lost, or found empty, after a power cut.</summary>
    void Replace(string name, ReadOnlySpan<byte> bytes, bool durable = true);

    /// <summary>Puts a local file in place under the name, whole or not at all, and takes the local file away.</summary>
    void ReplaceWithFile(string name, string localFile);

    /// <summary>A local path from which DuckDB can read the file.</summary>
    string LocalPath(string name);

    /// <summary>Removes a file; does nothing when it is not there.</summary>
    void Delete(string name);
}

/// <summary>A file of the log: its name, its size in bytes and when it was last changed.</summary>
public readonly record struct LogEntry(string Name, long Size, DateTimeOffset Modified);
