using Tracklake.Models;
using Tracklake.Models.Bronze;
using Tracklake.Releases;
using Tracklake.Zones;

namespace Tracklake.Pipeline;

/// <summary>How a table is brought up to date.</summary>
public enum RefreshKind
{
    /// <summary>Nothing that it is computed from changed.</summary>
    Unchanged,

    /// <summary>New rows are added.</summary>
    Append,

    /// <summary>New records are folded into the rows that are there.</summary>
    Fold,

    /// <summary>The rows of some days are computed anew.</summary>
    Days,

    /// <summary>The whole table is computed, as its definition says.</summary>
    Whole,

    /// <summary>The whole table is computed although it could be kept up to date from changes.</summary>
    Rebuild,
}

/// <summary>How one table is brought up to date, and why so.</summary>
/// <param name="Model">The table.</param>
/// <param name="Kind">How.</param>
/// <param name="Reason">Why a rebuild is needed; empty otherwise.</param>
/// <param name="Days">The days that are computed anew, in order.</param>
/// <param name="Definition">Hash of the model as it is now.</param>
public sealed record TableRefresh(
    Model Model, RefreshKind Kind, string Reason, IReadOnlyList<DateOnly> Days, string Definition);

/// <summary>
/// What a run will do to each table: a pure function of what was landed and what is released, so that the lakehouse,
/// the warehouse and <c>plan</c> all say the same.
/// </summary>
public static class RefreshPlan
{
    /// <summary>Plans every model, in the order in which they are brought up to date.</summary>
    /// <param name="models">The models, in order.</param>
    /// <param name="batches">What the run brings in.</param>
    /// <param name="released">The release that the run starts from; null for the first.</param>
    public static IReadOnlyList<TableRefresh> Of(
        IReadOnlyList<Model> models, IReadOnlyList<LandedBatch> batches, Release? released)
    {
        var planned = new Dictionary<Table, TableRefresh>();
        foreach (var model in models)
            planned.Add(model, Of(model, batches, released, planned));
        return [.. planned.Values];
    }

    /// <summary>A hash of what a model computes: changes when its SQL or its columns do.</summary>
    public static string DefinitionOf(Model model) => ModelDefinition.Of(model).Hash;

    private static TableRefresh Of(
        Model model, IReadOnlyList<LandedBatch> batches, Release? released, Dictionary<Table, TableRefresh> planned)
    {
        var definition = DefinitionOf(model);
        var reads = model.Reads.OfType<Model>().Select(m => planned[m]).ToList();
        var table = released?.Tables.GetValueOrDefault(model.QualifiedName);
        TableRefresh Rebuild(string reason) => new(model, RefreshKind.Rebuild, reason, [], definition);
        TableRefresh As(RefreshKind kind, params IReadOnlyList<DateOnly> days) =>
            new(model, kind, "", days, definition);

        if (table is null)
            return Rebuild("it is new");
        if (table.Definition != definition)
            return Rebuild("its definition changed");
        if (model.Materialization is Appended appended)
            return DaysOf(appended, batches).Count > 0 ? As(RefreshKind.Append) : As(RefreshKind.Unchanged);
        if (model is Models.Gold.LayerRowCounts)
            return planned.Values.Any(p => p.Kind != RefreshKind.Unchanged) ? As(RefreshKind.Whole) : As(RefreshKind.Unchanged);
        if (reads.TrueForAll(r => r.Kind == RefreshKind.Unchanged))
            return As(RefreshKind.Unchanged);
        if (model.Materialization is Whole)
            return As(RefreshKind.Whole);
        if (reads.Find(r => r.Kind == RefreshKind.Rebuild) is { } rebuilt)
            return Rebuild($"{rebuilt.Model} is computed anew");

        if (model.Materialization is ByDay byDay)
        {
            var changed = reads.SelectMany(r =>
                r.Model.Materialization is Appended source ? DaysOf(source, batches) : r.Days);
            return As(RefreshKind.Days, [.. Touched(changed, byDay)]);
        }
        return OutOfOrder(reads, batches, released!) is { } late ? Rebuild(late) : As(RefreshKind.Fold);
    }

    private static IEnumerable<DateOnly> Touched(IEnumerable<DateOnly> changed, ByDay byDay) =>
        changed.SelectMany(day => byDay.LookBack.Prepend(0).Select(day.AddDays)).Distinct().Order();

    /// <summary>Folding is right only when every new record comes after every record that was folded.</summary>
    private static string? OutOfOrder(
        IEnumerable<TableRefresh> reads, IReadOnlyList<LandedBatch> batches, Release released)
    {
        foreach (var bronze in reads.Select(r => r.Model).OfType<BronzeTable>())
        {
            var first = DaysOf((Appended)bronze.Materialization, batches).Cast<DateOnly?>().Min();
            var last = released.Tables[bronze.QualifiedName].LastDay;
            if (first <= last)
                return $"{first:yyyy-MM-dd} is not after {last:yyyy-MM-dd}, the last day of {bronze}";
        }
        return null;
    }

    private static List<DateOnly> DaysOf(Appended appended, IReadOnlyList<LandedBatch> batches) =>
        [.. batches.Where(b => HasRows(b, appended.From)).Select(b => b.ObservedOn).Distinct().Order()];

    private static bool HasRows(LandedBatch batch, Table processed) =>
        batch.Files.Any(f => f.Zone == LandedKeys.Processed && f.Table == processed.Name && f.Rows > 0);
}
