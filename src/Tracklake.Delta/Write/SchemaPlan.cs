using System.Buffers;
using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Decides which schema a write leaves behind, and writes the SQL that fits a query's columns into it.</summary>
internal sealed class SchemaPlan(string table, DeltaSnapshot? current)
{
    private static readonly SearchValues<char> RefusedInNames = SearchValues.Create(" ,;{}()\n\t=");

    /// <summary>The columns of a query as Delta types; a <see cref="DeltaSchemaException"/> names one that has none.
    /// </summary>
    public DeltaSchema Offered(DuckDBConnection connection, string selectSql)
    {
        var columns = Engine.Query(connection, $"DESCRIBE {selectSql}", r => (Name: r.GetString(0), Type: r.GetString(1)));
        return new DeltaSchema(columns.ConvertAll(c => new DeltaField(c.Name, TypeOf(c.Name, c.Type))));
    }

    /// <summary>The schema of a table that a write creates.</summary>
    public DeltaSchema ForCreation(DeltaSchema offered, DeltaWrite write)
    {
        var schema = write.Schema ?? offered;
        CheckNames(schema.Fields, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        CheckPartition(schema, write.PartitionBy);
        CheckOffered(schema, offered);
        return schema;
    }

    /// <summary>The schema of an existing table after a write: its own, unless the write may change it.</summary>
    public DeltaSchema ForExisting(DeltaSchema offered, DeltaWrite write)
    {
        var schema = current!.Schema;
        if (write is { AllowSchemaChange: true, Mode: DeltaWriteMode.Overwrite, Schema: { } whole })
        {
            CheckNames(whole.Fields, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            schema = whole;
        }
        else if (write.AllowSchemaChange)
        {
            schema = SchemaChange.Merge(schema, write.Schema ?? offered, takeMetadata: write.Schema is not null, Fail);
            CheckNames(schema.Fields, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        }
        else if (write.Schema is { } declared && SchemaChange.Difference(schema, declared) is { } difference)
        {
            throw Fail($"the declared schema is not the table's: {difference}; AllowSchemaChange consents to additions");
        }

        CheckOffered(schema, offered);
        return schema;
    }

    /// <summary>The schema of an existing table after a merge of these columns.</summary>
    public DeltaSchema ForMerge(DeltaSchema stored, bool allowChange)
    {
        var schema = allowChange ? SchemaChange.Merge(current!.Schema, stored, takeMetadata: false, Fail) : current!.Schema;
        if (allowChange) CheckNames(schema.Fields, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        CheckTypes(schema, stored);
        return schema;
    }

    /// <summary>The query with its columns in the schema's order, names and types; what it lacks is null.</summary>
    public static string Project(DeltaSchema schema, DeltaSchema offered, string selectSql)
    {
        var reader = new ColumnReader(
            new FileShape(new DeltaStruct(offered.Fields), new Dictionary<long, string>()), ColumnMapping.None);
        var columns = schema.Fields.Select(f => $"{reader.Column(f)} AS {Sql.Name(f.Name)}");
        return $"SELECT {string.Join(", ", columns)} FROM ({selectSql})";
    }

    /// <summary>Whether columns have the same names and types in the same order, as DuckDB sees them.</summary>
    public static bool AreSame(IReadOnlyList<DeltaField> some, IReadOnlyList<DeltaField> others) =>
        some.Select(f => (f.Name, DuckTypes.ToDuck(f.Type))).SequenceEqual(others.Select(f => (f.Name, DuckTypes.ToDuck(f.Type))));

    private void CheckOffered(DeltaSchema schema, DeltaSchema offered)
    {
        var seen = CheckTypes(schema, offered);
        foreach (var field in schema.Fields.Where(f => !f.Nullable && !seen.Contains(f.Name)))
            throw Fail($"the query lacks the column '{field.Name}', which may not be null");
    }

    private HashSet<string> CheckTypes(DeltaSchema schema, DeltaSchema offered)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in offered.Fields)
        {
            if (!seen.Add(column.Name)) throw Fail($"the query has the column '{column.Name}' twice");
            var field = schema.Find(column.Name)
                ?? throw Fail($"the query's column '{column.Name}' is not in the table; AllowSchemaChange would add it");
            if (!SchemaChange.Fits(field.Type, column.Type))
                throw Fail($"the column '{field.Name}' is {field.Type}, the query offers {column.Type}: cast it");
        }

        return seen;
    }

    private void CheckNames(IReadOnlyList<DeltaField> fields, HashSet<string> seen)
    {
        if (fields.Count == 0) throw Fail("a schema needs at least one column");
        foreach (var field in fields)
        {
            if (field.Name.Length == 0 || field.Name.AsSpan().IndexOfAny(RefusedInNames) >= 0)
                throw Fail($"the column name '{field.Name}' is empty or has a blank or one of ,;{{}}()= in it, which "
                    + "other engines refuse");
            if (!seen.Add(field.Name)) throw Fail($"the column '{field.Name}' is there twice, but for case");
            CheckType(field.Name, field.Type);
        }
    }

    private void CheckType(string name, DeltaType type)
    {
        switch (type)
        {
            case DeltaStruct row:
                CheckNames(row.Fields, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
                break;
            case DeltaArray array:
                CheckType(name, array.Element);
                break;
            case DeltaMap map:
                CheckType(name, map.Key);
                CheckType(name, map.Value);
                break;
            case DeltaPrimitive { Name: "timestamp_ntz" }:
                throw Fail($"the column '{name}' is a TIMESTAMP without a zone, which some engines drop silently: cast "
                    + "it to TIMESTAMPTZ");
            case DeltaPrimitive { Name: "void" }:
                throw Fail($"the column '{name}' has no type");
        }
    }

    private void CheckPartition(DeltaSchema schema, IReadOnlyList<string> partitionBy)
    {
        foreach (var column in partitionBy)
        {
            var field = schema.Find(column) ?? throw Fail($"there is no column '{column}' to partition by");
            if (field.Type is not (DeltaDecimal or DeltaPrimitive { Name: not "binary" }))
                throw Fail($"the column '{column}' cannot be partitioned by: it is {field.Type}");
        }

        if (partitionBy.Count > 0 && partitionBy.Count >= schema.Fields.Count)
            throw Fail("at least one column must not be partitioned by");
    }

    private DeltaType TypeOf(string column, string duckType)
    {
        try
        {
            return DuckTypes.FromDuck(duckType);
        }
        catch (FormatException)
        {
            throw Fail($"the column '{column}' is of DuckDB's type {duckType}, which Delta does not have: cast it");
        }
    }

    private DeltaSchemaException Fail(string cause) => new(table, current?.Version, cause);
}
