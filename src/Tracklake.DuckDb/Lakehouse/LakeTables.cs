using Tracklake.Delta;
using Tracklake.Models;
using Tracklake.Releases;

namespace Tracklake.DuckDb.Lakehouse;

/// <summary>The Delta tables of a lake: <c>lake/LAYER/TABLE</c>.</summary>
/// <param name="root">The lake's folder.</param>
/// <param name="options">How tables are read and written.</param>
public sealed class LakeTables(string root, DeltaOptions options)
{
    private readonly Dictionary<string, DeltaTable> _tables = [];

    /// <summary>The folder of a table.</summary>
    public string PathOf(Table table) =>
        Path.Combine(root, table.Layer.ToString().ToLowerInvariant(), table.Name);

    /// <summary>The Delta table of a model; it need not exist.</summary>
    public DeltaTable Of(Table table)
    {
        if (!_tables.TryGetValue(table.QualifiedName, out var opened))
            _tables.Add(table.QualifiedName, opened = new DeltaTable(PathOf(table), options));
        return opened;
    }

    /// <summary>A table as a release pins it.</summary>
    /// <exception cref="DeltaException">The version is no longer there, or its log is broken.</exception>
    public DeltaSnapshot Of(Table table, Release release) =>
        Of(table).Open(release.Tables[table.QualifiedName].Version);

    /// <summary>Deletes a table that no release has, so that it is made anew.</summary>
    internal void Drop(Table table)
    {
        Directory.Delete(PathOf(table), recursive: true);
        _tables.Remove(table.QualifiedName);
    }
}
