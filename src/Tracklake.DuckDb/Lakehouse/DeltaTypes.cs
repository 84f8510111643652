using Tracklake.Delta;
using Tracklake.Models;

namespace Tracklake.DuckDb.Lakehouse;

/// <summary>The models' types as Delta has them.</summary>
internal static class DeltaTypes
{
    public static DeltaSchema SchemaOf(Model model) => new(
    [
        .. model.Columns.Select(c => new DeltaField(c.Name, TypeOf(c.Type), c.Nullable)
        {
            Metadata = new Dictionary<string, System.Text.Json.JsonElement>
            {
                ["comment"] = System.Text.Json.JsonSerializer.SerializeToElement(c.Description),
            },
        }),
    ]);

    private static DeltaType TypeOf(DataType type) => type.Kind switch
    {
        TypeKind.Boolean => DeltaType.Boolean,
        TypeKind.Int32 => DeltaType.Integer,
        TypeKind.Int64 => DeltaType.Long,
        TypeKind.Decimal => DeltaType.Decimal(type.Precision, type.Scale),
        TypeKind.Date => DeltaType.Date,
        TypeKind.Timestamp => DeltaType.Timestamp,
        TypeKind.Text => DeltaType.String,
        _ => throw new ModelException($"Delta has no type for {type}."),
    };
}
