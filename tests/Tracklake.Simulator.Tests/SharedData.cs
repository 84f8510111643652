using System.Text.Json;

namespace Tracklake.Simulator.Tests;

/// <summary>
/// Recorded and official material beside the project; where it is absent, tests that need it are skipped.
/// </summary>
internal static class SharedData
{
    /// <summary>The path of a file or folder of the shared data; skips the test if it is not there.</summary>
    public static string Path(params string[] parts)
    {
        var path = Find() is { } root ? System.IO.Path.Combine([root, .. parts]) : null;
        if (path is null || !(File.Exists(path) || Directory.Exists(path)))
            Assert.Skip($"Needs ../shared/data/{string.Join('/', parts)} beside the project's root; it is not there.");
        return path;
    }

    public static JsonElement Json(params string[] parts) => Parse(Text(parts));

    public static string Text(params string[] parts) => File.ReadAllText(Path(parts));

    public static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement;

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Tracklake.slnx")))
            folder = folder.Parent;
        return folder?.Parent is { } parent ? System.IO.Path.Combine(parent.FullName, "shared", "data") : null;
    }
}
