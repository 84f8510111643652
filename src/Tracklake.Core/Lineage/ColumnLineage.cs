using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Zones;

namespace Tracklake.Lineage;

/// <summary>
/// The lineage of every column of every model, from the models' definitions alone: a pure graph whose nodes are columns
/// and, for each table, its rows. A column follows from the columns that its value is made of and from the rows of its
/// own table; the rows follow from what filters, joins, groups and orders.
/// </summary>
public sealed class ColumnLineage
{
    private readonly Dictionary<ColumnAddress, List<LineageEdge>> _into = [];
    private readonly Dictionary<ColumnAddress, List<LineageEdge>> _outOf = [];

    /// <summary>Builds the graph of some models.</summary>
    /// <param name="models">The models, each after those that it reads.</param>
    public ColumnLineage(IReadOnlyList<Model> models)
    {
        foreach (var model in models)
        {
            var origins = ModelLineage.Of(model);
            Add(
                ColumnAddress.RowsOf(model),
                Origin.Merged(origins.Rows.Select(o => o.How.IsDirect() ? o with { How = Influence.Rows } : o)));
            foreach (var column in model.Columns)
                AddColumn(model, column.Name, origins.Columns[column.Name]);
        }
        foreach (var table in models.SelectMany(m => m.Reads).OfType<ProcessedTable>().Distinct())
        {
            foreach (var column in table.Columns)
                AddColumn(table, column.Name, []);
        }
        if (models.Any(m => m.Reads.Contains(TableCounts.Table)))
            AddCounts(models);
    }

    /// <summary>The lineage of all models of Tracklake.</summary>
    public static ColumnLineage OfAllModels { get; } = new(AllModels.InOrder);

    /// <summary>What a column, or the rows of a table, follow from directly; the value's origins first.</summary>
    public IReadOnlyList<LineageEdge> Upstream(ColumnAddress column) => _into.GetValueOrDefault(column) ?? [];

    /// <summary>What follows from a column or from the rows of a table, directly.</summary>
    public IReadOnlyList<LineageEdge> Downstream(ColumnAddress column) => _outOf.GetValueOrDefault(column) ?? [];

    /// <summary>Everything that a column follows from in any way, itself included.</summary>
    public IReadOnlySet<ColumnAddress> AllUpstream(ColumnAddress column)
    {
        var found = new HashSet<ColumnAddress> { column };
        var waiting = new Queue<ColumnAddress>(found);
        while (waiting.TryDequeue(out var next))
        {
            foreach (var edge in Upstream(next).Where(e => found.Add(e.From)))
                waiting.Enqueue(edge.From);
        }
        return found;
    }

    private void AddColumn(Table table, string column, IReadOnlyList<Origin> origins)
    {
        var address = new ColumnAddress(table, column);
        Add(address, origins);
        Add(address, [new Origin(ColumnAddress.RowsOf(table), Influence.Rows, "")]);
    }

    /// <summary>The engine counts every table but the one that shows the counts.</summary>
    private void AddCounts(IReadOnlyList<Model> models)
    {
        var counted = models.Where(m => !m.Reads.Contains(TableCounts.Table))
            .Select(m => new Origin(ColumnAddress.RowsOf(m), Influence.Aggregated, "count(*)"));
        foreach (var column in TableCounts.Table.Columns)
            AddColumn(TableCounts.Table, column.Name, column.Name == TableCounts.RowCount.Name ? [.. counted] : []);
    }

    private void Add(ColumnAddress to, IEnumerable<Origin> origins)
    {
        foreach (var origin in origins)
        {
            var edge = new LineageEdge(origin.From, to, origin.How, origin.Expression);
            Listed(_into, to).Add(edge);
            Listed(_outOf, origin.From).Add(edge);
        }
    }

    private static List<LineageEdge> Listed(Dictionary<ColumnAddress, List<LineageEdge>> edges, ColumnAddress key)
    {
        if (!edges.TryGetValue(key, out var list))
            edges.Add(key, list = []);
        return list;
    }
}
