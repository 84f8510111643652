using System.Text;
using Tracklake.Queries;
using Tracklake.Zones;

namespace Tracklake.Pipeline.Tasks;

/// <summary>Asks the predefined queries of the landed files, within a limit, and keeps the answers.</summary>
internal sealed class AnalyzeTask(RunScope scope)
{
    /// <summary>The answers, refusals included.</summary>
    public async Task<IReadOnlyList<QueryAnswer>> RunAsync(
        RunPlan plan, IReadOnlyList<LandedBatch> landed, IQueryService queries, CancellationToken cancellationToken)
    {
        using var task = scope.Begin("analyze", PredefinedQuery.All.Count);
        var files = landed.SelectMany(b => b.Files).ToList();
        var answers = new List<QueryAnswer>();
        foreach (var query in PredefinedQuery.All)
        {
            var answer = queries.Run(query, files, scope.Parts.ScanLimitBytes);
            answers.Add(answer);
            if (answer.Refused is null)
                await KeepAsync(plan, query, answer, cancellationToken).ConfigureAwait(false);
            task.Advance(answers.Count, query.Name);
        }
        task.Summary = $"{answers.Count} queries, {Amount.OfBytes(answers.Sum(a => a.BytesScanned))} scanned";
        return answers;
    }

    private Task<bool> KeepAsync(
        RunPlan plan, PredefinedQuery query, QueryAnswer answer, CancellationToken cancellationToken)
    {
        var csv = new StringBuilder().AppendJoin(',', query.Query.Columns.Select(c => c.Name)).Append('\n');
        foreach (var row in answer.Rows)
            csv.AppendJoin(',', row.Select(CsvText.Of)).Append('\n');
        return scope.Parts.Store.PutAsync(
            $"spotify/athena-results/{query.Name}/{plan.Number:D6}.csv",
            (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(csv.ToString()), token).AsTask(),
            cancellationToken);
    }
}
