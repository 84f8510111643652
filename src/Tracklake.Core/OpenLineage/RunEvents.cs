using System.Text.Json.Nodes;
using Tracklake.Lineage;
using Tracklake.Models;
using Tracklake.Pipeline;
using Tracklake.Zones;

namespace Tracklake.OpenLineage;

/// <summary>
/// The events of a run as OpenLineage says them (RunEvent, specification 2-0-2): the pipeline, below it landing, a
/// job a table that changed, and the quality gate. A pure function of what the run did.
/// </summary>
/// <param name="jobs">The namespace of jobs and datasets.</param>
internal sealed class RunEvents(string jobs)
{
    private const string Pipeline = "pipeline";
    private const string Landing = "land";
    private const string Quality = "quality";

    /// <summary>A run began.</summary>
    public IReadOnlyList<JsonObject> Began(RunPlan plan, DateTimeOffset at) => [OfPipeline("START", plan, at)];

    /// <summary>A run failed.</summary>
    public IReadOnlyList<JsonObject> Failed(RunPlan plan, string message, DateTimeOffset at) =>
        [OfPipeline("FAIL", plan, at, message)];

    /// <summary>A run ended.</summary>
    public IReadOnlyList<JsonObject> Ended(RunReport report, DateTimeOffset at)
    {
        var plan = report.Work.Plan;
        var events = new List<JsonObject>(OfLanding(report, at));
        foreach (var table in report.Tables.Where(t => t.State.Refresh.Kind != RefreshKind.Unchanged))
            events.AddRange(OfTable(plan, table));
        events.AddRange(OfQuality(report, at));
        var blocking = string.Join(" ", report.Result.Blocking.Select(c => $"{c.Subject}.{c.Check}: {c.Message}"));
        events.Add(report.Result.Outcome == RunOutcome.Released
            ? OfPipeline("COMPLETE", plan, at)
            : OfPipeline("FAIL", plan, at, $"Blocked by quality: {blocking}"));
        return events;
    }

    private IEnumerable<JsonObject> OfLanding(RunReport report, DateTimeOffset at)
    {
        var batches = report.Work.Batches;
        if (batches.Count == 0)
            yield break;
        var inputs = batches.Select(b => Dataset($"raw.{b.Source}/{b.Name}", [])).ToList();
        var outputs = batches.SelectMany(b => b.Files).Where(f => f.Zone == LandedKeys.Processed).GroupBy(f => f.Table)
            .Select(files => (Table: ProcessedTables.All.First(t => t.Name == files.Key), Files: files))
            .Select(landed => Dataset(
                landed.Table.QualifiedName, Described(landed.Table),
                ("outputFacets", new JsonObject
                {
                    ["outputStatistics"] = Facets.OutputStatistics(
                        landed.Files.Sum(f => f.Rows), landed.Files.Sum(f => f.Bytes)),
                })))
            .ToList();
        yield return Below("START", report.Work.Plan, Landing, "TASK", report.Work.Plan.At, inputs, []);
        yield return Below(
            "COMPLETE", report.Work.Plan, Landing, "TASK", report.Tables.Select(t => t.Began).DefaultIfEmpty(at).Min(),
            [.. inputs.Select(i => (JsonObject)i.DeepClone())], outputs);
    }

    private IEnumerable<JsonObject> OfTable(RunPlan plan, UpdatedTable table)
    {
        var model = table.State.Refresh.Model;
        List<JsonObject> Inputs() => [.. model.Reads.Select(r => Dataset(r.QualifiedName, Described(r)))];

        var facets = Described(model);
        facets["columnLineage"] = Facets.ColumnLineage(model, ColumnLineage.OfAllModels, jobs);
        facets["version"] = Facets.Version(table.State.Version);
        var output = Dataset(
            model.QualifiedName, facets,
            ("outputFacets", new JsonObject
            {
                ["outputStatistics"] = Facets.OutputStatistics(table.State.Rows, null),
            }));
        yield return Below("START", plan, model.QualifiedName, "MODEL", table.Began, Inputs(), []);
        yield return Below("COMPLETE", plan, model.QualifiedName, "MODEL", table.Ended, Inputs(), [output]);
    }

    private IEnumerable<JsonObject> OfQuality(RunReport report, DateTimeOffset at)
    {
        var checks = report.Result.Checks.ToLookup(c => c.Subject);
        var inputs = new List<JsonObject>();
        var judged = report.Tables.Select(t => t.State).Where(s => checks.Contains(s.Refresh.Model.QualifiedName));
        foreach (var state in judged)
        {
            var name = state.Refresh.Model.QualifiedName;
            inputs.Add(Dataset(name, [], ("inputFacets", new JsonObject
            {
                ["dataQualityMetrics"] = Facets.Metrics(state.Rows),
                ["dataQualityAssertions"] = Facets.Assertions(checks[name]),
            })));
        }
        if (inputs.Count == 0)
            yield break;
        var began = report.Tables.Select(t => t.Ended).DefaultIfEmpty(at).Max();
        var isBlocked = report.Result.Outcome == RunOutcome.Blocked;
        yield return Below("START", report.Work.Plan, Quality, "TASK", began, [], []);
        yield return Below(isBlocked ? "FAIL" : "COMPLETE", report.Work.Plan, Quality, "TASK", at, inputs, []);
    }

    private JsonObject OfPipeline(string type, RunPlan plan, DateTimeOffset at, string? error = null)
    {
        var facets = new JsonObject();
        if (error is not null)
            facets["errorMessage"] = Facets.Error(error);
        return Event(type, at, EventIds.Of(plan, jobs, Pipeline), facets, Pipeline, "PIPELINE", [], []);
    }

    private JsonObject Below(
        string type, RunPlan plan, string job, string jobType, DateTimeOffset at, IReadOnlyList<JsonObject> inputs,
        IReadOnlyList<JsonObject> outputs)
    {
        var parent = new JsonObject { ["parent"] = Facets.Parent(EventIds.Of(plan, jobs, Pipeline), jobs, Pipeline) };
        return Event(type, at, EventIds.Of(plan, jobs, job), parent, $"{Pipeline}.{job}", jobType, inputs, outputs);
    }

    private JsonObject Event(
        string type, DateTimeOffset at, Guid run, JsonObject runFacets, string job, string jobType,
        IReadOnlyList<JsonObject> inputs, IReadOnlyList<JsonObject> outputs) => new()
        {
            ["eventType"] = type,
            ["eventTime"] = at.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["producer"] = Facets.Producer,
            ["schemaURL"] = Facets.RunEventSchema,
            ["run"] = new JsonObject { ["runId"] = run.ToString(), ["facets"] = runFacets },
            ["job"] = new JsonObject
            {
                ["namespace"] = jobs,
                ["name"] = job,
                ["facets"] = new JsonObject { ["jobType"] = Facets.JobType(jobType) },
            },
            ["inputs"] = new JsonArray([.. inputs]),
            ["outputs"] = new JsonArray([.. outputs]),
        };

    private JsonObject Dataset(string name, JsonObject facets, (string Name, JsonObject Facets)? special = null)
    {
        var dataset = new JsonObject { ["namespace"] = jobs, ["name"] = name, ["facets"] = facets };
        if (special is { } own)
            dataset[own.Name] = own.Facets;
        return dataset;
    }

    private static JsonObject Described(Table table) => new()
    {
        ["schema"] = Facets.Schema(table.Columns),
        ["documentation"] = Facets.Documentation(table.Description),
    };
}
