using System.Text.Json.Serialization;

namespace Tracklake.Catalog;

/// <summary>A version of a zone's table as it was found in its files.</summary>
/// <param name="Zone">processed or transformed.</param>
/// <param name="Table">The table.</param>
/// <param name="Version">From 1; a new one whenever the columns differ from the last.</param>
/// <param name="Columns">Names and Parquet types, in the order of the file.</param>
/// <param name="FoundIn">The file in which these columns were found first.</param>
public sealed record CatalogTable(
    string Zone, string Table, int Version, IReadOnlyList<CatalogColumn> Columns, string FoundIn);

/// <summary>A column of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as the engine that reads the file names it.</param>
public sealed record CatalogColumn(string Name, string Type);

/// <summary>How a table's files differ from those before.</summary>
/// <param name="Zone">processed or transformed.</param>
/// <param name="Table">The table.</param>
/// <param name="Version">The new version.</param>
/// <param name="Changes">What changed, a sentence each.</param>
public sealed record Drift(string Zone, string Table, int Version, IReadOnlyList<string> Changes);

/// <summary>What a crawl found.</summary>
/// <param name="Files">Files that were looked into.</param>
/// <param name="Tables">Tables among them.</param>
/// <param name="Drifts">Tables whose columns differ from the last version; those new to the catalog are not drift.</param>
public sealed record Crawl(int Files, int Tables, IReadOnlyList<Drift> Drifts);

/// <summary>How the catalog is written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(CatalogTable))]
public sealed partial class CatalogJson : JsonSerializerContext;
