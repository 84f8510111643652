using Tracklake.Landing.Columns;

namespace Tracklake.Landing.Parquet;

/// <summary>Whether the values of a column are so different that a dictionary of them is not worth its cost.</summary>
internal static class Distinctness
{
    private const int Runs = 16;
    private const int RunLength = 64;
    private const double HighFrom = 0.8;

    /// <summary>
    /// Looks at some runs of neighbouring rows, because what repeats often does so among neighbours: the album of tracks,
    /// say. Where most of the values are different, building a dictionary took twice the time of writing them plainly.
    /// </summary>
    public static bool IsHigh(ColumnBuffer column)
    {
        var seen = new HashSet<ulong>();
        var looked = 0;
        var step = Math.Max(RunLength, column.Count / Runs);
        for (var first = 0; first < column.Count; first += step)
        {
            for (var row = first; row < Math.Min(first + RunLength, column.Count); row++)
            {
                if (!column.Present[row])
                    continue;
                looked++;
                seen.Add(column.HashOf(row));
            }
        }
        return looked >= RunLength && seen.Count >= looked * HighFrom;
    }
}
