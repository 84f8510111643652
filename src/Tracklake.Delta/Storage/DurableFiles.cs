using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tracklake.Delta;

/// <summary>File operations that survive a power cut and that two writers cannot both win.</summary>
internal static partial class DurableFiles
{
    private const int AlreadyExists = 17;
    private const int ReadOnly = 0;
    private const int LockAlone = 2;
    private const int LockNow = 4;

    /// <summary>Writes a file and, by default, waits until the disk has it.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes, bool durable = true)
    {
        FileSteps.Before("write", path);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(bytes);
        if (!durable) return;
        FileSteps.Before("fsync", path);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Waits until the disk has a file that somebody else wrote.</summary>
    public static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Gives a file a second name, unless the name is taken. The only create-if-absent that is atomic here:
    /// File.Move without overwrite is a check and then a rename on Linux, and two writers can pass the check.</summary>
    public static bool TryLink(string existing, string name)
    {
        FileSteps.Before("link", name);
        if (OperatingSystem.IsWindows())
        {
            try
            {
                File.Move(existing, name, overwrite: false);
                return true;
            }
            catch (IOException) when (File.Exists(name))
            {
                return false;
            }
        }

        if (Link(existing, name) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        return error == AlreadyExists ? false : throw new IOException(
            $"link({existing}, {name}) failed: {new Win32Exception(error).Message}");
    }

    /// <summary>Puts a file in place of another, whole or not at all.</summary>
    public static void Rename(string from, string to)
    {
        FileSteps.Before("rename", to);
        File.Move(from, to, overwrite: true);
    }

    public static void Delete(string path)
    {
        FileSteps.Before("delete", path);
        File.Delete(path);
    }

    /// <summary>Waits until the disk has a folder's names: without it a rename can be lost after a power cut.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        FileSteps.Before("fsync-folder", folder);
        var handle = Open(folder, ReadOnly);
        if (handle < 0)
            throw new IOException($"{folder} cannot be opened: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        try
        {
            if (Fsync(handle) != 0)
                throw new IOException($"{folder}: fsync: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>
    /// Waits a little for the other writers of a folder, of this process and of others, and keeps them waiting until it
    /// is disposed. Only a courtesy, which saves those a sync who would lose the race anyway: nothing depends on it, who
    /// does not get it goes on without, and the system takes it back from a process that dies.
    /// </summary>
    public static IDisposable? TakeTurn(string folder, TimeSpan patience)
    {
        if (OperatingSystem.IsWindows()) return null;
        var handle = Open(folder, ReadOnly);
        if (handle < 0) return null;
        var waited = Stopwatch.StartNew();
        while (Flock(handle, LockAlone | LockNow) != 0)
        {
            if (waited.Elapsed > patience)
            {
                _ = Close(handle);
                return null;
            }

            Thread.Sleep(waited.ElapsedMilliseconds < 1 ? 0 : 1);
        }

        return new Turn(handle);
    }

    /// <summary>Makes a folder and its parents; each new name is synced into its parent.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        var parent = Path.GetDirectoryName(folder);
        if (!string.IsNullOrEmpty(parent)) CreateFolder(parent);
        FileSteps.Before("mkdir", folder);
        Directory.CreateDirectory(folder);
        if (!string.IsNullOrEmpty(parent)) SyncFolder(parent);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(int handle, int operation);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);

    private sealed class Turn(int handle) : IDisposable
    {
        public void Dispose() => _ = Close(handle);
    }
}
