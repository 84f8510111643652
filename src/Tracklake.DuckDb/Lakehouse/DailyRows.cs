using Tracklake.Delta;
using Tracklake.Models;
using Tracklake.Models.Rendering;

namespace Tracklake.DuckDb.Lakehouse;

/// <summary>The rows of a daily table: of some days, or of all of them some days at a time.</summary>
/// <param name="session">Where the tables that it reads are views.</param>
/// <param name="headOf">Those tables as they are.</param>
internal sealed class DailyRows(DuckDbSession session, Func<Table, DeltaSnapshot> headOf)
{
    private readonly DayChunks _chunks = new(session);

    /// <summary>The files that may hold rows of some days.</summary>
    public static DeltaPruning Of(ByDay byDay, IEnumerable<DateOnly> days) =>
        DeltaPruning.In(byDay.Day.Name, [.. days.Cast<object>()]);

    /// <summary>All rows.</summary>
    public IReadOnlyList<DeltaRows> All(Model model, ByDay byDay)
    {
        var chunks = _chunks.Of(model.Reads, byDay.Day);
        return chunks.Count == 0
            ? [new DeltaRows(RowOrder.ByKey(model, new DuckDbRenderer().Render(byDay.Query)))]
            : [.. chunks.SelectMany(days => Rows(model, byDay, days))];
    }

    /// <summary>The rows of some days, computed from those files only that may hold rows of them or of days they are
    /// compared with.</summary>
    public IReadOnlyList<DeltaRows> Rows(Model model, ByDay byDay, IReadOnlyList<DateOnly> days)
    {
        var pruning = Of(byDay, byDay.Needed(days));
        var sources = model.Reads.ToDictionary(r => r, r => headOf(r).ToSql(pruning));
        var query = new DuckDbRenderer(table => sources[table]).Render(byDay.Query);
        return
        [
            new DeltaRows(RowOrder.ByKey(model, $"SELECT * FROM ({query}) WHERE {DayChunks.Within(byDay, days)}"))
            {
                Partition = days.Count == 1
                    ? new Dictionary<string, string?> { [byDay.Day.Name] = $"{days[0]:yyyy-MM-dd}" }
                    : null,
            },
        ];
    }
}

/// <summary>The order in which the rows of a table are written.</summary>
internal static class RowOrder
{
    /// <summary>By key, so that the same rows make the same file and its bounds are narrow; bronze as it came.</summary>
    public static string ByKey(Model model, string select) => model.Keys.Count == 0
        ? select
        : $"SELECT * FROM (\n{select}\n) ORDER BY {string.Join(", ", model.Keys.Select(k => k.Name))}";
}
