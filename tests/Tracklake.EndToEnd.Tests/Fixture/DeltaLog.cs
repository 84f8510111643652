using System.Globalization;
using System.Text.Json;

namespace Tracklake.EndToEnd.Tests.Fixture;

/// <summary>The log of a Delta table as the protocol has it, read without our library: commits of JSON lines.</summary>
/// <param name="folder">The table's <c>_delta_log</c>.</param>
internal sealed class DeltaLog(string folder)
{
    private string Table => Path.GetDirectoryName(folder)!;

    private IReadOnlyList<string> Commits =>
        [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)];

    private IEnumerable<JsonElement> Actions =>
        Commits.SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement);

    /// <summary>Every data file that any version adds.</summary>
    public IReadOnlyList<string> Added => [.. Adds.Select(a => a.Path).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The data files of the newest version.</summary>
    public IReadOnlyList<string> Head
    {
        get
        {
            var files = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var action in Actions)
            {
                if (action.TryGetProperty("add", out var add))
                    files.Add(PathOf(add));
                if (action.TryGetProperty("remove", out var remove))
                    files.Remove(PathOf(remove));
            }
            return [.. files];
        }
    }

    /// <summary>What is wrong with it, in sentences.</summary>
    public IEnumerable<string> Faults()
    {
        var versions = Commits.Select(c => long.Parse(
            Path.GetFileNameWithoutExtension(c), CultureInfo.InvariantCulture)).ToList();
        if (!versions.SequenceEqual(Enumerable.Range(0, versions.Count).Select(v => (long)v)))
            yield return $"{folder} has the versions {string.Join(", ", versions)}";
        foreach (var (path, size) in Adds)
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length != size)
                yield return $"{file} has {(file.Exists ? file.Length : "no")} bytes, {size} in the log";
        }
    }

    private IEnumerable<(string Path, long Size)> Adds => Actions
        .Where(action => action.TryGetProperty("add", out _))
        .Select(action => action.GetProperty("add"))
        .Select(add => (PathOf(add), add.GetProperty("size").GetInt64()));

    private string PathOf(JsonElement action) =>
        Path.Combine(Table, Uri.UnescapeDataString(action.GetProperty("path").GetString()!));
}
