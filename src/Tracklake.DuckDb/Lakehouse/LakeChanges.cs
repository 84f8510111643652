using Tracklake.Models;
using Tracklake.Models.Incremental;
using Tracklake.Models.Rendering;

namespace Tracklake.DuckDb.Lakehouse;

/// <summary>The rows that a run took from a table and those that it added; rows that stayed may be among both.</summary>
/// <param name="Went">What follows FROM: rows as they were.</param>
/// <param name="Came">What follows FROM: rows as they are.</param>
internal sealed record TableChange(string Went, string Came);

/// <summary>
/// What a run changed in each table so far, for the tables that are computed from it. Parts of tables are temporary
/// tables, which may spill to disk.
/// </summary>
/// <param name="session">Where the tables are views under their qualified names.</param>
internal sealed class LakeChanges(DuckDbSession session)
{
    private readonly Dictionary<Table, TableChange> _changes = [];

    /// <summary>Renders queries over tables and parts of tables.</summary>
    public static DuckDbRenderer Renderer { get; } = new(t => t is TablePart ? t.Name : t.QualifiedName);

    /// <summary>Notes what changed in a table.</summary>
    public void Note(Table table, TableChange change) => _changes[table] = change;

    /// <summary>What changed in a table; null when nothing did.</summary>
    public TableChange? Of(Table table) => _changes.GetValueOrDefault(table);

    /// <summary>Provides the changed records of the bronze tables that a query reads, as they are.</summary>
    public void ProvideRecords(Query query)
    {
        foreach (var table in query.Reads)
        {
            var rows = _changes.TryGetValue(table, out var change)
                ? $"SELECT * FROM {change.Went} UNION ALL SELECT * FROM {change.Came}"
                : $"SELECT * FROM {table.QualifiedName} WHERE FALSE";
            session.Execute($"CREATE OR REPLACE TEMP VIEW {TablePart.Changed(table).Name} AS {rows}");
        }
    }

    /// <summary>
    /// Provides, of the tables that a query reads, the state before the run, and the rows in which a column that the
    /// query reads changed.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="before">What follows FROM to read a table as it was.</param>
    /// <returns>The tables in which such a column changed.</returns>
    public IReadOnlySet<Table> ProvideRows(Query query, Func<Table, string> before)
    {
        var read = ColumnsOfQuery.In(query).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var changed = new HashSet<Table>();
        foreach (var table in query.Reads)
        {
            session.Execute($"CREATE OR REPLACE TEMP VIEW {TablePart.Before(table).Name} AS SELECT * FROM {before(table)}");
            if (!_changes.TryGetValue(table, out var change))
                continue;
            var (rows, columns) = ($"differing_{table.Name}", table.Columns.Where(c => read.Contains(c.Name)));
            session.Execute($"CREATE OR REPLACE TEMP TABLE {rows} AS {Difference(columns, change)}");
            session.Execute($"CREATE OR REPLACE TEMP VIEW {TablePart.Changed(table).Name} AS SELECT * FROM {rows}");
            if (session.Number($"SELECT count(*) FROM {rows}") > 0)
                changed.Add(table);
        }
        return changed;
    }

    /// <summary>Whether any value of a table differs.</summary>
    public bool Differs(Model model, TableChange change) =>
        session.Number($"SELECT count(*) FROM ({Difference(model.Columns, change)} LIMIT 1)") > 0;

    private static string Difference(IEnumerable<Column> columns, TableChange change)
    {
        var names = string.Join(", ", columns.Select(c => c.Name));
        string Without(string left, string right) =>
            $"(SELECT {names} FROM {left} EXCEPT ALL SELECT {names} FROM {right})";
        return $"SELECT * FROM {Without(change.Went, change.Came)} UNION ALL SELECT * FROM {Without(change.Came, change.Went)}";
    }
}
