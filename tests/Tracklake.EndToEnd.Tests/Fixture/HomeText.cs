using System.IO.Compression;
using System.Text;

namespace Tracklake.EndToEnd.Tests.Fixture;

/// <summary>Looks for texts in all that a home keeps, through every compression that it uses.</summary>
internal static class HomeText
{
    /// <summary>The files that hold any of some texts, as <c>text in file</c>.</summary>
    public static IReadOnlyList<string> FilesWith(string home, IReadOnlyList<string> texts) =>
    [
        .. Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories).SelectMany(
            file => texts.Where(t => Holds(file, t)).Select(t => $"{t} in {Path.GetRelativePath(home, file)}")),
    ];

    /// <summary>All text columns of a Parquet file or a table that hold any of some texts.</summary>
    public static IReadOnlyList<string> ColumnsWith(Duck duck, string from, IReadOnlyList<string> texts)
    {
        var columns = duck.Column(
            $"SELECT column_name FROM (DESCRIBE SELECT * FROM {from}) WHERE column_type LIKE '%VARCHAR%'");
        if (columns.Count == 0)
            return [];
        var row = string.Join(" || chr(31) || ", columns.Select(c => $"COALESCE(CAST(\"{c}\" AS VARCHAR), '')"));
        var found = string.Join(", ", texts.Select(t => $"count(*) FILTER (WHERE contains(row_text, '{t}'))"));
        var counts = duck.Column($"SELECT concat_ws(' ', {found}) FROM (SELECT {row} AS row_text FROM {from})");
        return
        [
            .. texts.Zip(counts[0].Split(' ')).Where(t => t.Second != "0")
                .Select(t => $"{t.First} in {t.Second} rows of {from}"),
        ];
    }

    private static bool Holds(string file, string text)
    {
        var bytes = File.ReadAllBytes(file);
        if (Path.GetExtension(file) == ".gz")
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            gzip.CopyTo(plain);
            bytes = plain.ToArray();
        }
        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    }
}
