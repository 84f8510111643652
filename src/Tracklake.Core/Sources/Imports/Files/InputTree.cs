using System.IO.Compression;
using Tracklake.Raw;

namespace Tracklake.Sources.Imports.Files;

/// <summary>
/// Every file below the path that a user gave, in ordinal order of their relative paths, so that an import does not
/// depend on the order in which a disk lists its files. Zips are looked into, one level deep.
/// </summary>
internal sealed class InputTree : IDisposable
{
    private readonly List<ZipArchive> archives = [];
    private readonly List<InputFile> files = [];
    private readonly List<string> ignored = [];
    private readonly List<Rejection> rejections = [];

    private InputTree(string path) => Root = path;

    /// <summary>The path that was given, absolute.</summary>
    public string Root { get; }

    /// <summary>The files.</summary>
    public IReadOnlyList<InputFile> Files => files;

    /// <summary>
    /// Files that an operating system leaves behind (<c>.DS_Store</c>, <c>__MACOSX/</c>) and hidden ones.
    /// </summary>
    public IReadOnlyList<string> Ignored => ignored;

    /// <summary>Zips that cannot be read.</summary>
    public IReadOnlyList<Rejection> Rejections => rejections;

    /// <exception cref="ImportException">There is nothing at the path, or it is a zip that cannot be read.</exception>
    public static InputTree Open(string path)
    {
        var tree = new InputTree(System.IO.Path.GetFullPath(path));
        try
        {
            if (Directory.Exists(tree.Root))
                tree.AddFolder(new DirectoryInfo(tree.Root), "");
            else if (File.Exists(tree.Root))
                tree.AddSingle(new FileInfo(tree.Root));
            else
                throw new ImportException($"There is no file or folder '{path}'. Give the path of what to import.");
        }
        catch
        {
            tree.Dispose();
            throw;
        }
        tree.files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        tree.ignored.Sort(StringComparer.Ordinal);
        return tree;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var archive in archives)
            archive.Dispose();
    }

    private void AddSingle(FileInfo file)
    {
        if (!IsZip(file))
        {
            files.Add(OnDisk(file, file.Name));
            return;
        }
        try
        {
            AddZip(file, "");
        }
        catch (InvalidDataException e)
        {
            throw new ImportException(
                $"'{file.Name}' begins like a zip but cannot be read as one ({e.Message}): the download may have ended "
                + "early. Fetch it again, or unpack what there is and import the folder.", e);
        }
    }

    private void AddFolder(DirectoryInfo folder, string prefix)
    {
        foreach (var item in folder.EnumerateFileSystemInfos())
        {
            var path = prefix + item.Name;
            if (IsLeftBehind(item.Name))
                ignored.Add(path);
            else if (item is DirectoryInfo inner)
            {
                // A linked folder may lead back up: following it could go round in circles.
                if (inner.LinkTarget is null)
                    AddFolder(inner, path + "/");
                else
                    ignored.Add(path);
            }
            else if (item is FileInfo file)
                AddFile(file, path);
        }
    }

    private void AddFile(FileInfo file, string path)
    {
        try
        {
            if (IsZip(file))
                AddZip(file, path + "/");
            else
                files.Add(OnDisk(file, path));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            rejections.Add(new Rejection(path, 0, null, "unreadable", $"The file cannot be read: {e.Message}"));
        }
    }

    private void AddZip(FileInfo file, string prefix)
    {
        var archive = ZipFile.OpenRead(file.FullName);
        archives.Add(archive);
        foreach (var entry in archive.Entries)
        {
            var path = prefix + entry.FullName.Replace('\\', '/');
            if (path.EndsWith('/'))
                continue;
            if (entry.FullName.Split('/', '\\').Any(IsLeftBehind))
                ignored.Add(path);
            else if (entry.IsEncrypted)
                rejections.Add(new Rejection(
                    path, 0, entry.CompressedLength, "unreadable", "The file is encrypted within the zip: unpack it "
                        + "first."));
            else
                files.Add(new InputFile(path, entry.Length, entry.Open));
        }
    }

    private static InputFile OnDisk(FileInfo file, string path) =>
        new(path, file.Length, () => new FileStream(
            file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan))
        {
            Disk = file.FullName,
        };

    // By the first bytes, not by the name: an XLSX file is a zip too, but its name says that it is meant as a table.
    private static bool IsZip(FileInfo file)
    {
        if (file.Extension.ToUpperInvariant() is not (".ZIP" or ""))
            return false;
        Span<byte> start = stackalloc byte[4];
        using var stream = file.OpenRead();
        return stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual("PK\x3\x4"u8);
    }

    private static bool IsLeftBehind(string name) =>
        name.StartsWith('.') || name.Equals("__MACOSX", StringComparison.Ordinal)
        || name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase)
        || name.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase);
}
