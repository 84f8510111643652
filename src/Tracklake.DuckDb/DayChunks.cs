using Tracklake.Models;

namespace Tracklake.DuckDb;

/// <summary>
/// The days of a daily table in goes: what a query over all of history would need of memory, a query over some days does
/// not.
/// </summary>
/// <param name="session">Where the sources are.</param>
internal sealed class DayChunks(DuckDbSession session)
{
    private const long MostRows = 1_000_000;

    // A statement names the files of all its days.
    private const int MostDays = 40;

    /// <summary>The condition that a row is of one of some days.</summary>
    public static string Within(ByDay byDay, IEnumerable<DateOnly> days) =>
        $"{byDay.Day.Name} IN ({string.Join(", ", days.Select(d => $"DATE '{d:yyyy-MM-dd}'"))})";

    /// <summary>All days of the sources, in order; none when there is no row.</summary>
    public IReadOnlyList<IReadOnlyList<DateOnly>> Of(IEnumerable<Table> sources, Column day)
    {
        var rows = string.Join(" UNION ALL ", sources.Select(s => $"SELECT {day.Name} FROM {s.QualifiedName}"));
        var chunks = new List<List<DateOnly>>();
        var taken = 0L;
        foreach (var counted in session.Rows($"SELECT {day.Name}, count(*) FROM ({rows}) GROUP BY ALL ORDER BY ALL"))
        {
            var count = (long)counted[1]!;
            if (chunks.Count == 0 || taken + count > MostRows || chunks[^1].Count == MostDays)
            {
                chunks.Add([]);
                taken = 0;
            }
            chunks[^1].Add((DateOnly)counted[0]!);
            taken += count;
        }
        return chunks;
    }
}
