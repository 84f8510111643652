using Tracklake.Models.Bronze;

namespace Tracklake.Models.Scripts;

/// <summary>The rows that the last run added to a bronze table: what folded tables take in.</summary>
internal sealed class FreshRows : Table
{
    private readonly BronzeTable _bronze;

    private FreshRows(BronzeTable bronze) => _bronze = bronze;

    public override Layer Layer => Layer.Meta;

    public override string Name => $"fresh_{_bronze.Name}";

    public override string Description => $"The rows that the last run added to {_bronze.QualifiedName}.";

    public override IReadOnlyList<Column> Columns => _bronze.Columns;

    public static FreshRows Of(BronzeTable bronze) => new(bronze);
}
