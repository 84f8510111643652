using Tracklake.Storage;

namespace Tracklake.Cli;

/// <summary>The folder that everything is kept in, and where in it.</summary>
internal sealed class Home
{
    public Home(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Store = new FolderObjectStore(Path);
    }

    public string Path { get; }

    /// <summary>The zones: <c>spotify/..</c> below the home.</summary>
    public FolderObjectStore Store { get; }

    public bool Exists => Directory.Exists(Path);

    public string Lake => In("lake");

    public string WarehouseFile => In("warehouse", "warehouse.duckdb");

    /// <summary>State that is rewritten: quota, spools of days that are being asked for.</summary>
    public string State => In("state");

    public string Configuration => In("tracklake.yaml");

    /// <summary>A folder for what this process spills to disk.</summary>
    public string Temporary => In("tmp", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>
    /// Takes the home for writing, for as long as the process lives: the kernel gives it back when the process dies,
    /// however it dies.
    /// </summary>
    /// <exception cref="UserException">Another process has it.</exception>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(Path);
        var file = In("tracklake.lock");
        try
        {
            var held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            DeleteAbandoned();
            return held;
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new UserException(
                $"Another tracklake is at work in '{Path}'. Nothing was done; try again when it has ended.",
                ExitCodes.Deferred);
        }
    }

    /// <summary>Deletes the answers of days that are not complete yet, of a source or of all: they would outlive a purge.
    /// </summary>
    public void DeleteUnfinishedDays(string? source)
    {
        var folder = source is null ? In("state", "extract") : In("state", "extract", source);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>What processes that died left aside and in the temporary folder; only the holder of the lock may.</summary>
    private void DeleteAbandoned()
    {
        Store.DeleteAbandoned();
        DeleteStaging();
        var temporary = In("tmp");
        if (!Directory.Exists(temporary))
            return;
        foreach (var folder in Directory.GetDirectories(temporary).Where(f => f != Temporary))
        {
            if (!IsAlive(System.IO.Path.GetFileName(folder)))
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Data and log files of commits that were never made.</summary>
    private void DeleteStaging()
    {
        if (!Directory.Exists(Lake))
            return;
        foreach (var table in Directory.GetDirectories(Lake).SelectMany(Directory.GetDirectories))
        {
            foreach (var staging in Directory.GetDirectories(table, ".staging-*"))
                Directory.Delete(staging, recursive: true);
            var log = System.IO.Path.Combine(table, "_delta_log");
            foreach (var unfinished in Directory.Exists(log) ? Directory.GetFiles(log, ".*.tmp") : [])
                File.Delete(unfinished);
        }
    }

    private static bool IsAlive(string processId)
    {
        if (!int.TryParse(processId, System.Globalization.CultureInfo.InvariantCulture, out var id))
            return false;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);
}
