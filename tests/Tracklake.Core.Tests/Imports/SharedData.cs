namespace Tracklake.Core.Tests.Imports;

/// <summary>Data that nobody on this project wrote, beside the project; tests that need it skip where it is absent.</summary>
internal static class SharedData
{
    public static string Folder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var beside = Path.Combine(folder.FullName, "..", "shared", "data", name);
            if (File.Exists(Path.Combine(folder.FullName, "Tracklake.slnx")) && Directory.Exists(beside))
                return Path.GetFullPath(beside);
        }
        Assert.Skip($"../shared/data/{name} is not there: what is checked against real data stays unchecked.");
        return "";
    }
}
