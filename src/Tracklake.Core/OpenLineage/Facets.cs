using System.Text.Json.Nodes;
using Tracklake.Lineage;
using Tracklake.Models;
using Tracklake.Quality;

namespace Tracklake.OpenLineage;

/// <summary>The facets of events, each with the address of its schema.</summary>
internal static class Facets
{
    private const string Spec = "https://openlineage.io/spec";

    /// <summary>The schema of a run event.</summary>
    public const string RunEventSchema = $"{Spec}/2-0-2/OpenLineage.json#/$defs/RunEvent";

    /// <summary>Who makes the events.</summary>
    public static string Producer { get; } =
        $"urn:tracklake:{typeof(Facets).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    /// <summary>The run that started a run.</summary>
    public static JsonObject Parent(Guid run, string jobNamespace, string job) => Facet("ParentRunFacet", "1-1-0", new()
    {
        ["run"] = new JsonObject { ["runId"] = run.ToString() },
        ["job"] = new JsonObject { ["namespace"] = jobNamespace, ["name"] = job },
    });

    /// <summary>What went wrong.</summary>
    public static JsonObject Error(string message) =>
        Facet("ErrorMessageRunFacet", "1-0-1", new() { ["message"] = message, ["programmingLanguage"] = "C#" });

    /// <summary>What kind of job it is: <c>PIPELINE</c>, <c>MODEL</c> or <c>TASK</c>.</summary>
    public static JsonObject JobType(string type) => Facet("JobTypeJobFacet", "2-0-3", new()
    {
        ["processingType"] = "BATCH",
        ["integration"] = "TRACKLAKE",
        ["jobType"] = type,
    });

    /// <summary>What a dataset is, in words.</summary>
    public static JsonObject Documentation(string description) =>
        Facet("DocumentationDatasetFacet", "1-1-0", new() { ["description"] = description });

    /// <summary>The columns of a table.</summary>
    public static JsonObject Schema(IEnumerable<Column> columns) => Facet("SchemaDatasetFacet", "1-1-1", new()
    {
        ["fields"] = Array(columns.Select(c => new JsonObject
        {
            ["name"] = c.Name,
            ["type"] = c.Type.ToString(),
            ["description"] = c.Description,
        })),
    });

    /// <summary>The version of a table.</summary>
    public static JsonObject Version(long version) => Facet(
        "DatasetVersionDatasetFacet", "1-0-1",
        new() { ["datasetVersion"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture) });

    /// <summary>Which columns each column of a table follows from; what decides its rows stands for the whole
    /// table.</summary>
    public static JsonObject ColumnLineage(Table table, ColumnLineage lineage, string datasets)
    {
        var fields = new JsonObject();
        foreach (var column in table.Columns)
        {
            var edges = lineage.Upstream(new ColumnAddress(table, column.Name));
            fields[column.Name] = new JsonObject { ["inputFields"] = Inputs(edges, datasets) };
        }
        return Facet("ColumnLineageDatasetFacet", "1-2-0", new()
        {
            ["fields"] = fields,
            ["dataset"] = Inputs(lineage.Upstream(ColumnAddress.RowsOf(table)), datasets),
        });
    }

    /// <summary>How many rows were written, and into how many bytes where that is known.</summary>
    public static JsonObject OutputStatistics(long rows, long? bytes)
    {
        var facet = new JsonObject { ["rowCount"] = rows };
        if (bytes is { } size)
            facet["size"] = size;
        return Facet("OutputStatisticsOutputDatasetFacet", "1-0-2", facet);
    }

    /// <summary>How many rows a table has.</summary>
    public static JsonObject Metrics(long rows) => Facet(
        "DataQualityMetricsInputDatasetFacet", "1-0-2",
        new() { ["rowCount"] = rows, ["columnMetrics"] = new JsonObject() });

    /// <summary>What the checks of a table found; never the rows that failed.</summary>
    public static JsonObject Assertions(IEnumerable<CheckResult> checks)
    {
        var assertions = checks.Select(c => new JsonObject { ["assertion"] = c.Check, ["success"] = !c.Failed });
        return Facet("DataQualityAssertionsDatasetFacet", "1-0-1", new() { ["assertions"] = Array(assertions) });
    }

    private static JsonArray Inputs(IEnumerable<LineageEdge> edges, string datasets) => Array(edges
        .Where(e => e.From is { IsRows: false } && e.From.Table != e.To.Table)
        .GroupBy(e => e.From)
        .Select(g => new JsonObject
        {
            ["namespace"] = datasets,
            ["name"] = g.Key.Table.QualifiedName,
            ["field"] = g.Key.Column,
            ["transformations"] = Array(g.Select(Transformation)),
        }));

    private static JsonObject Transformation(LineageEdge edge) => new()
    {
        ["type"] = edge.How.IsDirect() ? "DIRECT" : "INDIRECT",
        ["subtype"] = edge.How switch
        {
            Influence.Copied => "IDENTITY",
            Influence.Computed => "TRANSFORMATION",
            Influence.Aggregated => "AGGREGATION",
            Influence.Filters => "FILTER",
            Influence.Joins => "JOIN",
            Influence.Groups => "GROUP_BY",
            Influence.Orders => "SORT",
            _ => throw new ArgumentOutOfRangeException(nameof(edge), edge.How, "Rows are no field."),
        },
        ["description"] = edge.Expression,
        ["masking"] = false,
    };

    private static JsonObject Facet(string name, string version, JsonObject content)
    {
        content["_producer"] = Producer;
        content["_schemaURL"] = $"{Spec}/facets/{version}/{name}.json#/$defs/{name}";
        return content;
    }

    private static JsonArray Array(IEnumerable<JsonObject> items) => [.. items];
}
