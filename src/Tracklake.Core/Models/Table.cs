namespace Tracklake.Models;

/// <summary>Where a table lives; also the schema that it is queried under.</summary>
public enum Layer
{
    /// <summary>Flat typed rows, as landing writes them from raw.</summary>
    Processed,

    /// <summary>The processed rows with derived columns: what the warehouse and the query service load.</summary>
    Transformed,

    /// <summary>Every record that was received, with where its bytes are.</summary>
    Bronze,

    /// <summary>One row a thing: deduplicated, typed.</summary>
    Silver,

    /// <summary>What dashboards read.</summary>
    Gold,

    /// <summary>What an engine knows of its own tables, offered to models as a table.</summary>
    Meta,
}

/// <summary>A table: its name, its grain in words and its columns in order.</summary>
public abstract class Table
{
    /// <summary>Where it lives.</summary>
    public abstract Layer Layer { get; }

    /// <summary>Lower snake_case, without the layer.</summary>
    public abstract string Name { get; }

    /// <summary>What a row is, in one sentence.</summary>
    public abstract string Description { get; }

    /// <summary>The columns, in order.</summary>
    public abstract IReadOnlyList<Column> Columns { get; }

    /// <summary>As it is queried: <c>gold.artist_stats</c>.</summary>
    public string QualifiedName => $"{Layer.ToString().ToLowerInvariant()}.{Name}";

    /// <inheritdoc/>
    public sealed override string ToString() => QualifiedName;
}
