using System.Globalization;
using System.Text.Json;

namespace Tracklake.DuckDb.Tests.OpenLineage;

/// <summary>
/// What OpenLineage's JSON Schema asks of a run event (specification 2-0-2) and of the facets that are used, written
/// down again by hand.
/// </summary>
internal static class RunEventRules
{
    private static readonly Dictionary<string, (string Schema, string[] Required)> Facets = new()
    {
        ["parent"] = ("ParentRunFacet", ["run", "job"]),
        ["errorMessage"] = ("ErrorMessageRunFacet", ["message", "programmingLanguage"]),
        ["jobType"] = ("JobTypeJobFacet", ["processingType", "integration"]),
        ["schema"] = ("SchemaDatasetFacet", ["fields"]),
        ["documentation"] = ("DocumentationDatasetFacet", ["description"]),
        ["version"] = ("DatasetVersionDatasetFacet", ["datasetVersion"]),
        ["columnLineage"] = ("ColumnLineageDatasetFacet", ["fields"]),
        ["outputStatistics"] = ("OutputStatisticsOutputDatasetFacet", []),
        ["dataQualityMetrics"] = ("DataQualityMetricsInputDatasetFacet", ["columnMetrics"]),
        ["dataQualityAssertions"] = ("DataQualityAssertionsDatasetFacet", ["assertions"]),
    };

    private static readonly string[] Direct = ["IDENTITY", "TRANSFORMATION", "AGGREGATION"];
    private static readonly string[] Indirect = ["JOIN", "GROUP_BY", "FILTER", "SORT", "WINDOW", "CONDITIONAL"];

    public static void AssertSound(JsonElement json)
    {
        Assert.Contains(json.GetProperty("eventType").GetString(), (string[])["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"]);
        Assert.True(DateTimeOffset.TryParse(
            json.GetProperty("eventTime").GetString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        Assert.True(Uri.TryCreate(json.GetProperty("producer").GetString(), UriKind.Absolute, out _));
        Assert.Equal(
            "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent", json.GetProperty("schemaURL").GetString());
        var run = json.GetProperty("run");
        Assert.Equal('7', Guid.Parse(run.GetProperty("runId").GetString()!).ToString()[14]);
        AssertFacets(run.GetProperty("facets"));
        var job = json.GetProperty("job");
        AssertNamed(job);
        AssertFacets(job.GetProperty("facets"));
        foreach (var dataset in json.GetProperty("inputs").EnumerateArray())
            AssertDataset(dataset, "inputFacets");
        foreach (var dataset in json.GetProperty("outputs").EnumerateArray())
            AssertDataset(dataset, "outputFacets");
    }

    private static void AssertDataset(JsonElement dataset, string special)
    {
        AssertNamed(dataset);
        AssertFacets(dataset.GetProperty("facets"));
        if (dataset.TryGetProperty(special, out var own))
            AssertFacets(own);
        if (!dataset.GetProperty("facets").TryGetProperty("columnLineage", out var lineage))
            return;
        var inputs = lineage.GetProperty("fields").EnumerateObject().SelectMany(f => f.Value.GetProperty("inputFields").EnumerateArray())
            .Concat(lineage.GetProperty("dataset").EnumerateArray());
        foreach (var input in inputs)
        {
            AssertNamed(input);
            Assert.NotEqual("", input.GetProperty("field").GetString());
            foreach (var transformation in input.GetProperty("transformations").EnumerateArray())
            {
                var isDirect = transformation.GetProperty("type").GetString() == "DIRECT";
                Assert.Contains(transformation.GetProperty("subtype").GetString(), isDirect ? Direct : Indirect);
            }
        }
    }

    private static void AssertNamed(JsonElement named)
    {
        Assert.NotEqual("", named.GetProperty("namespace").GetString());
        Assert.NotEqual("", named.GetProperty("name").GetString());
    }

    private static void AssertFacets(JsonElement facets)
    {
        foreach (var facet in facets.EnumerateObject())
        {
            var (schema, required) = Facets[facet.Name];
            Assert.True(Uri.TryCreate(facet.Value.GetProperty("_producer").GetString(), UriKind.Absolute, out _));
            Assert.Matches(
                $@"^https://openlineage\.io/spec/facets/\d-\d-\d/{schema}\.json#/\$defs/{schema}$",
                facet.Value.GetProperty("_schemaURL").GetString()!);
            Assert.All(required, name => Assert.True(facet.Value.TryGetProperty(name, out _), $"{facet.Name} lacks {name}."));
        }
    }
}
