namespace Tracklake.Sources.Imports.History;

/// <summary>The family of a device; the full text of an export names makes, versions and serials.</summary>
internal enum Platform : byte
{
    None,
    Android,
    Ios,
    Windows,
    Macos,
    Linux,
    Web,
    Cast,
    Other,
}

/// <summary>Reduces what an export says of a device to its family.</summary>
internal static class PlatformFamily
{
    // In this order: "web_player windows 10" is a browser, "Partner android_tv" is a TV rather than a phone.
    private static readonly (string Part, Platform Family)[] Parts =
    [
        ("web_player", Platform.Web), ("webplayer", Platform.Web), ("web player", Platform.Web),
        ("cast", Platform.Cast), ("android_tv", Platform.Cast), ("android tv", Platform.Cast),
        ("partner", Platform.Other), ("watch", Platform.Other),
        ("ios", Platform.Ios), ("iphone", Platform.Ios), ("ipad", Platform.Ios),
        ("android", Platform.Android),
        ("windows", Platform.Windows),
        ("os x", Platform.Macos), ("osx", Platform.Macos), ("macos", Platform.Macos), ("mac os", Platform.Macos),
        ("darwin", Platform.Macos),
        ("linux", Platform.Linux),
        ("web", Platform.Web),
    ];

    public static Platform Of(ReadOnlySpan<char> text)
    {
        if (text.Trim().IsEmpty)
            return Platform.None;
        foreach (var (part, family) in Parts)
        {
            if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
                return family;
        }
        return Platform.Other;
    }
}
