using Tracklake.Models;

namespace Tracklake.DuckDb.Tests;

/// <summary>A model as it might have been: the same table with another definition.</summary>
internal sealed class ChangedModel(Model of, Func<Select, Query> change) : Model
{
    public override Layer Layer => of.Layer;

    public override string Name => of.Name;

    public override string Description => of.Description;

    public override IReadOnlyList<Column> Keys => of.Keys;

    /// <summary>All models, this one in the place of the one that it is a change of.</summary>
    public IReadOnlyList<Model> AmongAll() => [.. AllModels.InOrder.Select(m => m == of ? this : m)];

    protected override Materialization Define() => new Whole(change((Select)((Whole)of.Materialization).Query));
}
