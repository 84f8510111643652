using Tracklake.Models;
using Tracklake.Models.Incremental;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;

namespace Tracklake.DuckDb.Lakehouse;

/// <summary>The rows of a table that a run replaces.</summary>
/// <param name="Change">The rows as they were and as they are.</param>
/// <param name="IsTouched">True for a row <c>o</c> of the table that is replaced.</param>
internal sealed record Touched(TableChange Change, string IsTouched);

/// <summary>
/// Computes the rows that replace others when a table is brought up to date from changes: of the keys of new records,
/// of the keys of any changed record, or of the groups that changed rows belong to.
/// </summary>
/// <param name="session">Where the tables are views under their qualified names.</param>
/// <param name="changes">What changed in the tables that are read.</param>
internal sealed class TouchedRows(DuckDbSession session, LakeChanges changes)
{
    private readonly SharedQueries _shared = new(session);

    /// <summary>Makes the rows; null when no value of the table changes.</summary>
    /// <param name="refresh">The table, which is still as it was, and how it is brought up to date.</param>
    /// <param name="before">What follows FROM to read a table as it was before the run.</param>
    public Touched? Make(TableRefresh refresh, Func<Table, string> before)
    {
        var model = refresh.Model;
        var (touched, went, came) = (TablePart.Touched(model).Name, $"went_{model.Name}", $"came_{model.Name}");
        var isMade = refresh.Kind switch
        {
            RefreshKind.Fold => Fold(model, touched, came),
            RefreshKind.Keys => Keys(model, touched, came),
            RefreshKind.Groups => Groups(model, touched, came, before),
            var other => throw new InvalidOperationException($"No rows of {model} are touched by {other}."),
        };
        if (!isMade)
            return null;
        var sameKey = model.RefreshKeys.Select(k =>
            $"k.{TablePart.TouchedKey(k).Name} {(k.Nullable ? "IS NOT DISTINCT FROM" : "=")} o.{k.Name}");
        var isTouched = $"EXISTS (SELECT 1 FROM {touched} AS k WHERE {string.Join(" AND ", sameKey)})";
        Temporary(went, $"SELECT o.* FROM {model.QualifiedName} AS o WHERE {isTouched}");
        var change = new TableChange(went, came);
        return changes.Differs(model, change) ? new Touched(change, isTouched) : null;
    }

    /// <summary>The new records, all later than those that are there, folded into the rows of their keys.</summary>
    private bool Fold(Model model, string touched, string came)
    {
        changes.ProvideRecords(Refresh.Full(model));
        var overNew = new DuckDbRenderer(t => t == model ? t.QualifiedName : TablePart.Changed(t).Name);
        var query = model.Materialization is Folded folded ? Refresh.FoldInto(model, folded) : Refresh.Full(model);
        _shared.Run(overNew, query, [], select => Temporary(came, select));
        var keys = model.RefreshKeys.Select(k => $"{k.Name} AS {TablePart.TouchedKey(k).Name}");
        Temporary(touched, $"SELECT DISTINCT {string.Join(", ", keys)} FROM {came}");
        return true;
    }

    private bool Keys(Model model, string touched, string came)
    {
        changes.ProvideRecords(Refresh.Full(model));
        Temporary(touched, LakeChanges.Renderer.Render(ChangedKeys.Touched(model)));
        _shared.Run(LakeChanges.Renderer, ChangedKeys.Rows(model), [], select => Temporary(came, select));
        return true;
    }

    /// <summary>False when no column that the table is made of changed.</summary>
    private bool Groups(Model model, string touched, string came, Func<Table, string> before)
    {
        var changed = changes.ProvideRows(Refresh.Full(model), before);
        if (changed.Count == 0)
            return false;
        Temporary(touched, LakeChanges.Renderer.Render(AffectedGroups.Touched(model, changed.Contains)));
        Temporary(came, LakeChanges.Renderer.Render(AffectedGroups.Rows(model)));
        return true;
    }

    private void Temporary(string name, string select) =>
        session.Execute($"CREATE OR REPLACE TEMP TABLE {name} AS {select}");
}
