namespace Tracklake.DuckDb.Examples;

/// <summary>Compares rows as bags: their order does not count, their number does.</summary>
internal static class RowDifference
{
    /// <summary>The rows that only one side has, those of a key together and the expected one first.</summary>
    /// <param name="expected">What should be there.</param>
    /// <param name="actual">What is there.</param>
    /// <param name="keys">The places of the key's columns; those below 0 are not compared. Without any the first column
    /// stands for them.</param>
    public static IReadOnlyList<MismatchedRow> Between(
        IReadOnlyList<IReadOnlyList<string?>> expected, IReadOnlyList<IReadOnlyList<string?>> actual,
        IReadOnlyList<int> keys)
    {
        var left = Minus(expected, actual).Select(r => new MismatchedRow(true, r));
        var over = Minus(actual, expected).Select(r => new MismatchedRow(false, r));
        var shown = keys.Where(k => k >= 0).DefaultIfEmpty(0).ToList();
        return
        [
            .. left.Concat(over)
                .OrderBy(r => string.Join('\u001f', shown.Select(k => r.Values[k])), StringComparer.Ordinal)
                .ThenByDescending(r => r.IsExpected),
        ];
    }

    private static List<IReadOnlyList<string?>> Minus(
        IReadOnlyList<IReadOnlyList<string?>> rows, IReadOnlyList<IReadOnlyList<string?>> others)
    {
        var counts = others.GroupBy(TextOf).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var left = new List<IReadOnlyList<string?>>();
        foreach (var row in rows)
        {
            if (counts.TryGetValue(TextOf(row), out var count) && count > 0)
                counts[TextOf(row)] = count - 1;
            else
                left.Add(row);
        }
        return left;
    }

    private static string TextOf(IReadOnlyList<string?> row) =>
        string.Join('\u001f', row.Select(v => v is null ? "~" : "s:" + v));
}
