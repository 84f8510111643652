using Tracklake.Raw;
using Tracklake.Sources.Imports.History;
using Tracklake.Zones;

namespace Tracklake.Lineage;

/// <summary>A node of the lineage of a column, as a tree.</summary>
/// <param name="Name">The column, the rows of a table (<c>TABLE.*</c>), or a field of a response.</param>
/// <param name="How">How the node above follows from it (or it from the node above, downstream); null for the
/// root.</param>
/// <param name="Expression">The expression that computes the value, or what landing does with the field; else
/// empty.</param>
/// <param name="Nodes">What it follows from itself, or what follows from it.</param>
/// <param name="DecidedBy">What decides which rows there are and which come first, by name; not followed
/// further.</param>
public sealed record LineageTree(
    string Name, Influence? How, string Expression, IReadOnlyList<LineageTree> Nodes,
    IReadOnlyList<DecidingColumn> DecidedBy)
{
    /// <summary>The tree of what a column, or the rows of a table, follow from, down to the fields of
    /// responses.</summary>
    /// <param name="lineage">The lineage.</param>
    /// <param name="root">The column.</param>
    public static LineageTree Upstream(ColumnLineage lineage, ColumnAddress root) => Up(lineage, root, null, "");

    /// <summary>The tree of the columns whose values are made of a column; those that it merely decides are
    /// named.</summary>
    /// <param name="lineage">The lineage.</param>
    /// <param name="root">The column.</param>
    public static LineageTree Downstream(ColumnLineage lineage, ColumnAddress root) => Down(lineage, root, null, "");

    private static LineageTree Up(ColumnLineage lineage, ColumnAddress node, Influence? how, string expression)
    {
        var edges = lineage.Upstream(node);
        var nodes = edges.Where(e => e.How.IsDirect() || (node.IsRows && e.How == Influence.Rows))
            .Select(e => Up(lineage, e.From, e.How, e.Expression));
        var decides = edges.Where(e => !e.How.IsDirect())
            // That a value depends on its own table having the row is said once, by what decides the rows.
            .SelectMany(e => e.From == ColumnAddress.RowsOf(node.Table) ? lineage.Upstream(e.From) : [e])
            .Where(e => !e.How.IsDirect() && !(node.IsRows && e.How == Influence.Rows));
        return new LineageTree(
            node.ToString(), how, expression, [.. nodes, .. FieldsOf(node)],
            [.. decides.Select(e => new DecidingColumn(e.How, e.From.ToString())).Distinct().OrderBy(d => d.How)]);
    }

    private static LineageTree Down(ColumnLineage lineage, ColumnAddress node, Influence? how, string expression)
    {
        var edges = lineage.Downstream(node);
        return new LineageTree(
            node.ToString(), how, expression,
            [
                .. edges.Where(e => e.How.IsDirect() || (node.IsRows && e.To.IsRows))
                    .Select(e => Down(lineage, e.To, e.How, e.Expression)),
            ],
            [
                .. edges.Where(e => !e.How.IsDirect() && !(node.IsRows && e.To.IsRows) && e.From.Table != e.To.Table)
                    .Select(e => new DecidingColumn(e.How, e.To.ToString())).Distinct().OrderBy(d => d.How),
            ]);
    }

    private static IEnumerable<LineageTree> FieldsOf(ColumnAddress node) =>
        node is { Table: ProcessedTable table, Column: { } column }
        ? FieldOrigins.Of(table, column).Select(o => new LineageTree(
            o.ToString(), Influence.Copied, o.How, Exported(o), []))
        : [];

    /// <summary>Plays are stored under names of their own; below them are those of the export.</summary>
    private static IReadOnlyList<LineageTree> Exported(FieldOrigin origin) => origin.Kind == RawKind.PlayLines
        ? [.. ExportedFields.Of(origin.Path).Select(name => new LineageTree(
            $"{name} of the export", Influence.Copied, "", [], []))]
        : [];
}

/// <summary>A column that decides something.</summary>
/// <param name="How">What it decides.</param>
/// <param name="Name">Its name, or that of what it decides, downstream.</param>
public sealed record DecidingColumn(Influence How, string Name);
