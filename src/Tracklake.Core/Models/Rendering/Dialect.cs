namespace Tracklake.Models.Rendering;

/// <summary>The SQL that models are rendered in.</summary>
public enum Dialect
{
    /// <summary>DuckDB: the engine of one machine.</summary>
    DuckDb,

    /// <summary>Spark SQL with Delta tables; Databricks takes the same.</summary>
    Spark,

    /// <summary>Snowflake.</summary>
    Snowflake,

    /// <summary>Trino; Athena takes the same queries.</summary>
    Trino,
}

/// <summary>The dialects by name.</summary>
public static class Dialects
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<Dialect> All { get; } = Enum.GetValues<Dialect>();

    /// <summary>As the command names it: lower case, one word.</summary>
    public static string NameOf(Dialect dialect) => dialect.ToString().ToLowerInvariant();

    /// <summary>The dialect of a name; null when there is none.</summary>
    public static Dialect? Find(string name) =>
        All.Select(d => (Dialect?)d).FirstOrDefault(d => NameOf(d!.Value) == name);

    /// <summary>What renders a dialect.</summary>
    /// <param name="dialect">Which.</param>
    /// <param name="nameOf">How a table is named in the SQL; null gives its qualified name.</param>
    public static SqlRenderer Renderer(Dialect dialect, Func<Table, string>? nameOf = null) => dialect switch
    {
        Dialect.DuckDb => new DuckDbRenderer(nameOf),
        Dialect.Spark => new SparkRenderer(nameOf),
        Dialect.Snowflake => new SnowflakeRenderer(nameOf),
        Dialect.Trino => new TrinoRenderer(nameOf),
        _ => throw new ModelException($"No renderer for the dialect {dialect}."),
    };
}
