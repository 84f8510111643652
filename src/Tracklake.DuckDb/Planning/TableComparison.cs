using Tracklake.Models;

namespace Tracklake.DuckDb.Planning;

/// <summary>
/// Compares a table with the released one: by key, row by row and column by column, in one join; a table without
/// keys, or whose key the released one lacks, by its rows as they are.
/// </summary>
/// <param name="session">Where both are.</param>
/// <param name="examples">Number of examples that are shown of each kind.</param>
internal sealed class TableComparison(DuckDbSession session, int examples)
{
    private const string Before = "b";
    private const string After = "a";
    private const string Stays = "b._there AND a._there";

    /// <summary>Compares a model's table with its released one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isReleased">Whether there is a released one.</param>
    /// <param name="isAppended">Whether it is the released one and more rows, so that counting them is enough.</param>
    public TableChange Compare(Model model, bool isReleased, bool isAppended)
    {
        var after = Count(model.QualifiedName);
        if (!isReleased)
            return new TableChange(model.QualifiedName, null, after, after, 0, 0, [], [], [], [], []);
        var released = CandidateTables.ReleasedName(model);
        if (isAppended)
        {
            var before = Count(released);
            return new TableChange(model.QualifiedName, before, after, after - before, 0, 0, [], [], [], [], []);
        }
        var there = session.Rows($"DESCRIBE SELECT * FROM {released}").Select(r => ((string)r[0]!, (string)r[1]!))
            .ToList();
        var now = session.Rows($"DESCRIBE SELECT * FROM {model.QualifiedName}")
            .Select(r => ((string)r[0]!, (string)r[1]!)).ToList();
        var common = now.Select(c => c.Item1).Intersect(there.Select(c => c.Item1)).ToList();
        var keys = model.Keys.Select(k => k.Name).ToList();
        var sides = new Sides(
            released, model.QualifiedName, keys, [.. common.Except(keys)],
            [.. now.Except(there).Select(c => c.Item1).Intersect(common)]);
        var change = new TableChange(
            model.QualifiedName, Count(released), after, 0, 0, 0, [], [],
            [.. now.Select(c => c.Item1).Except(common)], [.. there.Select(c => c.Item1).Except(common)], []);
        return keys.Count > 0 && keys.TrueForAll(common.Contains)
            ? ByKey(change, sides)
            : ByRow(change, sides with { Others = common });
    }

    private long Count(string table) => session.Number($"SELECT count(*) FROM {table}");

    private TableChange ByKey(TableChange change, Sides sides)
    {
        var differing = sides.Others.Select(sides.Differs).ToList();
        var anyDiffers = differing.Count == 0 ? "FALSE" : string.Join(" OR ", differing);
        var counts = session.Row(
            $"""
            SELECT count(*) FILTER (WHERE {Before}._there IS NULL), count(*) FILTER (WHERE {After}._there IS NULL),
            count(*) FILTER (WHERE {Stays} AND ({anyDiffers}))
                {string.Concat(differing.Select(d => $", count(*) FILTER (WHERE {Stays} AND {d})"))}
            FROM {sides.Joined}
            """).Select(v => (long)v!).ToList();
        return change with
        {
            Added = counts[0],
            Removed = counts[1],
            Changed = counts[2],
            AddedKeys = counts[0] == 0 ? [] : KeysOf(sides, After, Before),
            RemovedKeys = counts[1] == 0 ? [] : KeysOf(sides, Before, After),
            Columns =
            [
                .. sides.Others.Zip(differing, counts.Skip(3)).Where(c => c.Third > 0)
                    .OrderByDescending(c => c.Third)
                    .Select(c => new ColumnChange(c.First, c.Third, ValuesOf(sides, c.First, c.Second))),
            ],
        };
    }

    /// <summary>Without keys rows only come and go.</summary>
    private TableChange ByRow(TableChange change, Sides sides)
    {
        // The run that added a row is not what the row says.
        var columns = string.Join(", ", sides.Others.Where(c => c != Appended.RunId.Name));
        return change with
        {
            Added = Count($"(SELECT {columns} FROM {sides.After} EXCEPT ALL SELECT {columns} FROM {sides.Before})"),
            Removed = Count($"(SELECT {columns} FROM {sides.Before} EXCEPT ALL SELECT {columns} FROM {sides.After})"),
        };
    }

    private List<string> KeysOf(Sides sides, string side, string lacking) =>
    [
        .. session.Rows($"SELECT {sides.KeyText(side)} FROM {sides.Joined} WHERE {lacking}._there IS NULL "
            + $"ORDER BY {sides.KeyOrder(side)} LIMIT {examples}").Select(r => (string)r[0]!),
    ];

    private List<ValueChange> ValuesOf(Sides sides, string column, string differs) =>
    [
        .. session.Rows(
            $"SELECT {sides.KeyText(After)}, CAST({Before}.{column} AS VARCHAR), CAST({After}.{column} AS VARCHAR) "
            + $"FROM {sides.Joined} WHERE {Stays} AND {differs} ORDER BY {sides.KeyOrder(After)} LIMIT {examples}")
            .Select(r => new ValueChange((string)r[0]!, (string?)r[1], (string?)r[2])),
    ];

    /// <summary>The SQL of both sides.</summary>
    /// <param name="Before">The released table.</param>
    /// <param name="After">The table that it would be.</param>
    /// <param name="Keys">The key's columns.</param>
    /// <param name="Others">The other columns that both have.</param>
    /// <param name="Retyped">Columns whose type changed; they are compared as text.</param>
    private sealed record Sides(
        string Before, string After, IReadOnlyList<string> Keys, IReadOnlyList<string> Others,
        IReadOnlyList<string> Retyped)
    {
        public string Joined => $"(SELECT *, TRUE AS _there FROM {Before}) AS b "
            + $"FULL JOIN (SELECT *, TRUE AS _there FROM {After}) AS a "
            + $"ON {string.Join(" AND ", Keys.Select(k => $"b.{k} IS NOT DISTINCT FROM a.{k}"))}";

        public string Differs(string column) => Retyped.Contains(column)
            ? $"CAST(b.{column} AS VARCHAR) IS DISTINCT FROM CAST(a.{column} AS VARCHAR)"
            : $"b.{column} IS DISTINCT FROM a.{column}";

        public string KeyText(string side) => string.Join(
            " || ', ' || ", Keys.Select(k => $"'{k}=' || COALESCE(CAST({side}.{k} AS VARCHAR), 'null')"));

        public string KeyOrder(string side) => string.Join(", ", Keys.Select(k => $"{side}.{k} NULLS LAST"));
    }
}
