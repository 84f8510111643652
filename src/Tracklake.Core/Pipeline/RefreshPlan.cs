using Tracklake.Models;
using Tracklake.Models.Bronze;
using Tracklake.Models.Incremental;
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

    /// <summary>The rows of the keys that changed records have are computed anew from all their records.</summary>
    Keys,

    /// <summary>The rows of some days are computed anew.</summary>
    Days,

    /// <summary>The rows of the groups that changed rows belong to are computed anew.</summary>
    Groups,

    /// <summary>The whole table is computed: what changed in its sources does not say which of its rows change.</summary>
    Whole,

    /// <summary>The whole table is computed from everything, although it could be kept up to date from changes.</summary>
    Rebuild,
}

/// <summary>How one table is brought up to date, and why so.</summary>
/// <param name="Model">The table.</param>
/// <param name="Kind">How.</param>
/// <param name="Reason">Why less would not do; empty where the table is brought up to date in the cheapest way.</param>
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
    /// <param name="removed">What the run takes out of the released tables.</param>
    public static IReadOnlyList<TableRefresh> Of(
        IReadOnlyList<Model> models, IReadOnlyList<LandedBatch> batches, Release? released,
        IReadOnlyList<LandedBatch>? removed = null)
    {
        var planned = new Dictionary<Table, TableRefresh>();
        foreach (var model in models)
            planned.Add(model, Of(model, new Landed(batches, removed ?? []), released, planned));
        return [.. planned.Values];
    }

    /// <summary>A hash of what a model computes: changes when its SQL or its columns do.</summary>
    public static string DefinitionOf(Model model) => ModelDefinition.Of(model).Hash;

    private static TableRefresh Of(
        Model model, Landed landed, Release? released, Dictionary<Table, TableRefresh> planned)
    {
        var definition = DefinitionOf(model);
        var reads = model.Reads.OfType<Model>().Select(m => planned[m]).ToList();
        var table = released?.Tables.GetValueOrDefault(model.QualifiedName);
        TableRefresh As(RefreshKind kind, string reason = "", params IReadOnlyList<DateOnly> days) =>
            new(model, kind, reason, days, definition);

        if (table is null)
            return As(RefreshKind.Rebuild, "it is new");
        if (table.Definition != definition)
            return As(RefreshKind.Rebuild, "its definition changed");
        if (model.Materialization is Appended appended)
            return As(landed.DaysOf(appended).Count > 0 ? RefreshKind.Append : RefreshKind.Unchanged);
        if (model is Models.Gold.LayerRowCounts)
            return As(planned.Values.Any(p => p.Kind != RefreshKind.Unchanged) ? RefreshKind.Whole : RefreshKind.Unchanged);
        if (reads.TrueForAll(r => r.Kind == RefreshKind.Unchanged))
            return As(RefreshKind.Unchanged);
        var rebuilt = reads.Find(r => r.Kind is RefreshKind.Rebuild or RefreshKind.Whole);
        if (rebuilt is not null)
        {
            return As(
                model.Materialization is Whole ? RefreshKind.Whole : RefreshKind.Rebuild,
                $"{rebuilt.Model} is computed anew");
        }
        return model.Materialization switch
        {
            Whole => AffectedGroups.WhyNot(model) is { } reason ? As(RefreshKind.Whole, reason) : As(RefreshKind.Groups),
            ByDay byDay => As(RefreshKind.Days, days: [.. Touched(reads.SelectMany(r => DaysOf(r, landed)), byDay)]),
            _ => landed.OutOfOrder(reads, released!) is { } late ? As(RefreshKind.Keys, late) : As(RefreshKind.Fold),
        };
    }

    private static IEnumerable<DateOnly> DaysOf(TableRefresh read, Landed landed) =>
        read.Model.Materialization is Appended source ? landed.DaysOf(source) : read.Days;

    private static IEnumerable<DateOnly> Touched(IEnumerable<DateOnly> changed, ByDay byDay) =>
        changed.SelectMany(day => byDay.LookBack.Prepend(0).Select(day.AddDays)).Distinct().Order();

    /// <summary>What a run brings in and takes out.</summary>
    private sealed record Landed(IReadOnlyList<LandedBatch> Added, IReadOnlyList<LandedBatch> Removed)
    {
        public List<DateOnly> DaysOf(Appended appended) => DaysOf(Added.Concat(Removed), appended);

        /// <summary>Folding is right only when every new record comes after every record that was folded.</summary>
        public string? OutOfOrder(IEnumerable<TableRefresh> reads, Release released)
        {
            foreach (var bronze in reads.Select(r => r.Model).OfType<BronzeTable>())
            {
                var source = (Appended)bronze.Materialization;
                if (DaysOf(Removed, source) is [var gone, ..])
                    return $"records of {gone:yyyy-MM-dd} are taken out of {bronze}";
                var first = DaysOf(Added, source).Cast<DateOnly?>().Min();
                var last = released.Tables[bronze.QualifiedName].LastDay;
                if (first <= last)
                    return $"{first:yyyy-MM-dd} is not after {last:yyyy-MM-dd}, the last day of {bronze}";
            }
            return null;
        }

        private static List<DateOnly> DaysOf(IEnumerable<LandedBatch> batches, Appended appended) =>
            [.. batches.Where(b => HasRows(b, appended.From)).Select(b => b.ObservedOn).Distinct().Order()];

        private static bool HasRows(LandedBatch batch, Table processed) =>
            batch.Files.Any(f => f.Zone == LandedKeys.Processed && f.Table == processed.Name && f.Rows > 0);
    }
}
