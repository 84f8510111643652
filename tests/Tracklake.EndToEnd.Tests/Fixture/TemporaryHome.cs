using System.Security.Cryptography;

namespace Tracklake.EndToEnd.Tests.Fixture;

/// <summary>A folder for one test with a home in it; gone with the test.</summary>
internal sealed class TemporaryHome : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tracklake-");

    /// <summary>A folder outside the home, for what a test makes.</summary>
    public string Outside => Directory.CreateDirectory(System.IO.Path.Combine(_folder.FullName, "outside")).FullName;

    /// <summary>The home.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "home");

    public string Warehouse => In("warehouse", "warehouse.duckdb");

    /// <summary>The command over this home: three days of a small demo unless told otherwise.</summary>
    public TracklakeCommand Command =>
        new TracklakeCommand { Folder = Outside, Home = Path }.WithDemo("2026-08-20", days: 3);

    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The files below a folder of the home, relative to the home, in order.</summary>
    public IReadOnlyList<string> Files(string below = "") => !Directory.Exists(In(below)) ? [] :
    [
        .. Directory.EnumerateFiles(In(below), "*", SearchOption.AllDirectories)
            .Select(f => System.IO.Path.GetRelativePath(Path, f)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Every file below a folder of the home with the hash of its bytes, a line each.</summary>
    public IReadOnlyList<string> Hashes(string below = "") =>
        [.. Files(below).Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(In(f))))} {f}")];

    /// <summary>The logs of the lake's tables, in order of their names.</summary>
    public IReadOnlyList<DeltaLog> DeltaLogs() =>
    [
        .. Directory.GetDirectories(In("lake"), "_delta_log", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(folder => new DeltaLog(folder)),
    ];

    /// <summary>Writes a file outside the home.</summary>
    public void Write(string file, string text)
    {
        var path = System.IO.Path.Combine(Outside, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>What a process that died may leave and the next one must not: files aside, temporary folders.</summary>
    public IReadOnlyList<string> Leftovers() =>
    [
        .. Files("tmp"), .. Files(".aside"),
        .. Files("warehouse").Where(f => System.IO.Path.GetExtension(f) != ".duckdb"),
        .. Directory.Exists(In("tmp")) ? Directory.GetDirectories(In("tmp")) : [],
    ];

    /// <summary>Makes this home a copy of another, without what processes at work there have in its temporary folder.
    /// </summary>
    public void CopyFrom(TemporaryHome other)
    {
        foreach (var file in other.Files().Where(f => !f.StartsWith("tmp", StringComparison.Ordinal)))
        {
            var copy = In(file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(other.In(file), copy);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
