using Tracklake.Models;
using Tracklake.Models.Gold;

namespace Tracklake.DuckDb.Tracing;

/// <summary>
/// The rows that a cell follows from, table by table, each by its identity. Begins with the cell's row and goes from
/// each table to those that it is computed from, down to bronze.
/// </summary>
internal sealed class WantedRows
{
    private const string Schema = "wanted";

    private readonly DuckDbSession _session;
    private readonly IReadOnlyList<Model> _models;
    private readonly Dictionary<Table, long> _counts = [];

    public WantedRows(DuckDbSession session, IReadOnlyList<Model> models)
    {
        (_session, _models) = (session, models);
        session.Execute($"DROP SCHEMA IF EXISTS {Schema} CASCADE; CREATE SCHEMA {Schema}");
    }

    /// <summary>The table of the identities of the wanted rows of a table.</summary>
    public static string NameOf(Table table) => $"{Schema}.{table.Layer.ToString().ToLowerInvariant()}_{table.Name}";

    /// <summary>The released rows of a table that are wanted.</summary>
    public static string RowsOf(Table table) =>
        $"SELECT t.* FROM {table.QualifiedName} AS t SEMI JOIN {NameOf(table)} AS w "
        + $"ON {RowIdentity.Same(RowIdentity.Of(table), "t", "w")}";

    /// <summary>Number of wanted rows of a table; where it is 0 there may be no table of their identities.</summary>
    public long Count(Table table) => _counts.GetValueOrDefault(table);

    /// <summary>Wants rows.</summary>
    /// <param name="table">Of which table.</param>
    /// <param name="select">A query that gives at least their identities.</param>
    public void Add(Table table, string select)
    {
        var columns = RowIdentity.Of(table);
        var added = $"SELECT DISTINCT {RowIdentity.List(columns, "n.")} FROM ({select}) AS n";
        _session.Execute(_counts.ContainsKey(table)
            // What is wanted already is not added.
            ? $"INSERT INTO {NameOf(table)} {added} ANTI JOIN {NameOf(table)} AS w "
                + $"ON {RowIdentity.Same(columns, "n", "w")}"
            : $"CREATE TABLE {NameOf(table)} AS {added}");
        _counts[table] = _session.Number($"SELECT count(*) FROM {NameOf(table)}");
    }

    /// <summary>Wants everything that the wanted rows of a table, and of those above it, follow from.</summary>
    /// <param name="target">The table of the cell.</param>
    /// <param name="cancellationToken">Ends the search between two tables.</param>
    public void Follow(Model target, CancellationToken cancellationToken)
    {
        foreach (var model in _models.Reverse().SkipWhile(m => m != target))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (model.Materialization is Appended || Count(model) == 0)
                continue;
            Expand(model);
            if (model is LayerRowCounts)
                AddCounted();
        }
    }

    private void Expand(Model model)
    {
        var contributing = new ContributingRows(_session, this);
        _session.Execute($"CREATE OR REPLACE TEMP TABLE expanded AS {RowsOf(model)}");
        switch (model.Materialization)
        {
            case Folded folded:
                contributing.Follow(
                    folded.Records, "expanded", [.. folded.Keys.Select(k => (ColumnOf(k.Value).Name, k.Column.Name))]);
                break;
            case NewestRecord newest:
                contributing.Follow(
                    newest.Records, "expanded",
                    [
                        .. newest.GroupBy.Select(g =>
                            (g.Name, newest.Outputs.First(o => ColumnOf(o.Value).Name == g.Name).Column.Name)),
                    ]);
                break;
            case ByDay byDay:
                contributing.Follow(byDay.Query, "expanded", [.. model.Keys.Select(k => (k.Name, k.Name))]);
                break;
            case Whole whole:
                contributing.Follow(whole.Query, "expanded", [.. model.Keys.Select(k => (k.Name, k.Name))]);
                break;
            default:
                throw new ModelException($"It is not known what rows of {model} follow from.");
        }
    }

    /// <summary>The number of rows of a table follows from all of its rows.</summary>
    private void AddCounted()
    {
        var counted = _session.Rows($"SELECT layer || '.' || table_name FROM {NameOf(TableCounts.Table)}")
            .Select(r => (string)r[0]!).ToHashSet(StringComparer.Ordinal);
        foreach (var model in _models.Where(m => counted.Contains(m.QualifiedName)))
            Add(model, $"SELECT * FROM {model.QualifiedName}");
    }

    private static Column ColumnOf(Expr value) =>
        value is ColumnRef column ? column.Column : new("", value.Type, true, "");
}
