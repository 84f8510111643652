using System.Globalization;
using System.IO.Enumeration;

namespace Tracklake.Delta;

/// <summary>A log in a folder of the local disk: temporary file, fsync, link(2), fsync of the folder.</summary>
public sealed class LocalLogStore : ILogStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private static long _temporaries;
    private readonly string _folder;

    /// <summary>The log of the table in a folder; touches nothing.</summary>
    public LocalLogStore(string tablePath) => _folder = Path.Combine(tablePath, LogNames.Folder);

    /// <inheritdoc/>
    public IEnumerable<LogEntry> List(long fromVersion)
    {
        if (!Directory.Exists(_folder)) return [];
        return new FileSystemEnumerable<LogEntry>(
            _folder,
            (ref FileSystemEntry entry) =>
                new LogEntry(entry.FileName.ToString(), entry.Length, entry.LastWriteTimeUtc))
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                LogNames.LeadingVersion(entry.FileName) >= fromVersion && !entry.IsDirectory,
        };
    }

    /// <inheritdoc/>
    public byte[]? Read(string name)
    {
        try
        {
            return File.ReadAllBytes(LocalPath(name));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public LogEntry? Stat(string name)
    {
        var file = new FileInfo(LocalPath(name));
        return file.Exists ? new LogEntry(name, file.Length, file.LastWriteTimeUtc) : null;
    }

    /// <inheritdoc/>
    public bool TryCreate(string name, ReadOnlySpan<byte> bytes)
    {
        DurableFiles.CreateFolder(_folder);
        var target = LocalPath(name);
        if (File.Exists(target)) return false;
        using var turn = DurableFiles.TakeTurn(_folder, Patience);
        if (File.Exists(target)) return false;
        var temporary = Temporary(name);
        bool created;
        try
        {
            DurableFiles.Write(temporary, bytes);
            created = DurableFiles.TryLink(temporary, target);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        try
        {
            DurableFiles.Delete(temporary);
            if (created) DurableFiles.SyncFolder(_folder);
        }
        catch (IOException)
        {
            // The file is there for all to see: to report a failure now would have the caller write it twice.
        }

        return created;
    }

    /// <inheritdoc/>
    public void Replace(string name, ReadOnlySpan<byte> bytes, bool durable = true)
    {
        DurableFiles.CreateFolder(_folder);
        var temporary = Temporary(name);
        DurableFiles.Write(temporary, bytes, durable);
        DurableFiles.Rename(temporary, LocalPath(name));
        if (durable) DurableFiles.SyncFolder(_folder);
    }

    /// <inheritdoc/>
    public void ReplaceWithFile(string name, string localFile)
    {
        FileSteps.Before("fsync", localFile);
        DurableFiles.Sync(localFile);
        DurableFiles.Rename(localFile, LocalPath(name));
        DurableFiles.SyncFolder(_folder);
    }

    /// <inheritdoc/>
    public string LocalPath(string name) => Path.Combine(_folder, name);

    /// <inheritdoc/>
    public void Delete(string name)
    {
        if (File.Exists(LocalPath(name))) DurableFiles.Delete(LocalPath(name));
    }

    // Process and counter make the name this writer's own; a leftover of a killed process is hidden and small.
    private string Temporary(string name) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture,
        $".{name}.{Environment.ProcessId}.{Interlocked.Increment(ref _temporaries)}.tmp"));
}
