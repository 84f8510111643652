namespace Tracklake.Core.Tests.Landing;

/// <summary>Recorded responses that live beside the project and are never copied into it.</summary>
internal static class SharedData
{
    /// <summary>The folder; the test is skipped, loudly, where it is absent.</summary>
    public static string Require(string folder)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var found = Path.Combine(at.FullName, "..", "shared", "data", folder);
            if (File.Exists(Path.Combine(at.FullName, "Tracklake.slnx")) && Directory.Exists(found))
                return Path.GetFullPath(found);
        }
        Assert.Skip($"The recorded responses of ../shared/data/{folder} are not beside the project.");
        return "";
    }
}
