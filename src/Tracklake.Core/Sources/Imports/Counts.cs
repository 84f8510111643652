using System.Globalization;
using Tracklake.Raw;

namespace Tracklake.Sources.Imports;

/// <summary>The sentences that every import's summary has.</summary>
internal static class Counts
{
    private const int MostNamed = 5;

    public static string Of(long count, string noun) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    public static string Files(int files, ImportResult result)
    {
        var parts = new List<string> { $"{result.FilesTaken} taken" };
        if (result.FilesKnown > 0)
            parts.Add($"{result.FilesKnown} known already");
        var neither = files - result.FilesTaken - result.FilesKnown;
        if (neither > 0)
            parts.Add($"{neither} of no use");
        return $"{Of(files, "file")}: {string.Join(", ", parts)}.";
    }

    /// <summary>Which files hold the same bytes as others, one line for the most frequent original.</summary>
    public static string? Twins(IReadOnlyList<(string Path, string Same)> twins)
    {
        var files = twins.Distinct().ToList();
        if (files.Count == 0)
            return null;
        var originals = files.GroupBy(t => t.Same)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var first = originals[0];
        return originals.Count == 1
            ? $"{Of(files.Count, "file")} the same bytes as '{first.Key}': taken once."
            : $"{Of(files.Count, "file")} the same bytes as another, which is taken once: {first.Count()} as "
                + $"'{first.Key}'"
                + $", {files.Count - first.Count()} as {Of(originals.Count - 1, "other")}.";
    }

    /// <summary>The reasons for which something could not be used: the first few, and how many more.</summary>
    public static IEnumerable<string> Rejections(IReadOnlyList<Rejection> rejections)
    {
        foreach (var code in rejections.GroupBy(r => r.Code).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            foreach (var rejection in code.Take(MostNamed))
                yield return $"Not used: '{rejection.Object}' at byte {rejection.Offset}: {rejection.Reason}";
            if (code.Count() > MostNamed)
                yield return $"Not used: {code.Count() - MostNamed} more for the reason {code.Key}.";
        }
    }

    public static string? Ignored(IReadOnlyList<string> ignored) => ignored.Count == 0
        ? null
        : $"{Of(ignored.Count, "file")} left alone: {string.Join(", ", ignored.Take(MostNamed).Select(p => $"'{p}'"))}"
            + $"{(ignored.Count > MostNamed ? ", .." : "")}.";
}
