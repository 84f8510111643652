using System.Security.Cryptography;
using System.Text;
using Tracklake.Sources.Imports.Files;

namespace Tracklake.Sources.Imports;

/// <summary>Names that derive from content: the same files make the same batch, whatever they are called.</summary>
internal static class ContentName
{
    /// <summary>SHA-256 of a file without its compression, lower-case hex.</summary>
    public static string Hash(InputFile file)
    {
        using var content = PlainContent.Open(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <param name="hashes">The contents' hashes.</param>
    /// <param name="settings">What else decides what is made of them; empty when nothing was given.</param>
    public static string Of(IEnumerable<string> hashes, string settings = "")
    {
        var all = string.Join('\n', hashes.Distinct().Order(StringComparer.Ordinal)) + settings;
        return "import-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..12];
    }
}
