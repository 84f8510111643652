using ParquetSharp;
using ParquetSharp.Schema;
using Tracklake.Models;
using Column = Tracklake.Models.Column;

namespace Tracklake.Landing.Parquet;

/// <summary>The columns of a table as Parquet declares them.</summary>
internal static class ParquetSchema
{
    /// <summary>
    /// Every column is OPTIONAL, also those that are never null: Delta and Spark write and expect it so, and a reader
    /// that finds REQUIRED in one file and OPTIONAL in the next of a table refuses both.
    /// </summary>
    public static GroupNode Of(IEnumerable<Column> columns) =>
        new("schema", Repetition.Required, [.. columns.Select(NodeOf)]);

    private static Node NodeOf(Column column)
    {
        var (logical, physical) = TypesOf(column);
        using (logical)
            return new PrimitiveNode(column.Name, Repetition.Optional, logical, physical);
    }

    private static (LogicalType Logical, PhysicalType Physical) TypesOf(Column column) => column.Type.Kind switch
    {
        TypeKind.Boolean => (LogicalType.None(), PhysicalType.Boolean),
        TypeKind.Int32 => (LogicalType.Int(32, true), PhysicalType.Int32),
        TypeKind.Int64 => (LogicalType.Int(64, true), PhysicalType.Int64),
        TypeKind.Date => (LogicalType.Date(), PhysicalType.Int32),
        TypeKind.Timestamp => (LogicalType.Timestamp(true, TimeUnit.Micros), PhysicalType.Int64),
        TypeKind.Decimal when column.Type.Precision <= 18 =>
            (LogicalType.Decimal(column.Type.Precision, column.Type.Scale), PhysicalType.Int64),
        TypeKind.Text => (LogicalType.String(), PhysicalType.ByteArray),
        _ => throw new NotSupportedException($"'{column.Name}' of type {column.Type} has no Parquet type here."),
    };
}
