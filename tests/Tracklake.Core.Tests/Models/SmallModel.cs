using Tracklake.Models;

namespace Tracklake.Core.Tests.Models;

/// <summary>A model as small as it can be, to be wrong in one way.</summary>
internal sealed class SmallModel(string name, IReadOnlyList<Column> keys, Func<Materialization> define) : Model
{
    public SmallModel(IReadOnlyList<Column> keys, Query query)
        : this("small", keys, () => new Whole(query))
    {
    }

    public override Layer Layer => Layer.Gold;

    public override string Name => name;

    public override string Description => "A row a key.";

    public override IReadOnlyList<Column> Keys => keys;

    protected override Materialization Define() => define();
}

/// <summary>An expression that no renderer was told of.</summary>
internal sealed record Dice() : Expr(DataType.Int64, false);
