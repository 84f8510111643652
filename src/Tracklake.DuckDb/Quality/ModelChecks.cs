using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;
using Tracklake.Quality;

namespace Tracklake.DuckDb.Quality;

/// <summary>
/// Runs what models declare (keys, nullability, checks) in SQL over views of the tables: one scan for all conditions on
/// rows, one for the keys, one for each reference. Of a daily table only the days that the run touched are read.
/// </summary>
/// <param name="session">Where the tables are views under their qualified names.</param>
internal sealed class ModelChecks(DuckDbSession session)
{
    private const int Examples = 10;

    private static readonly DuckDbRenderer Renderer = new();

    public IReadOnlyList<CheckResult> Run(IReadOnlyList<TableRefresh> refreshes, CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>();
        foreach (var refresh in refreshes.Where(r => r.Kind != RefreshKind.Unchanged && r.Model.Layer != Layer.Bronze))
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.AddRange(OfRows(refresh));
            if (refresh.Model.Keys.Count > 0)
                results.Add(OfKeys(refresh));
            results.AddRange(refresh.Model.Checks.OfType<Refers>().Select(check => OfReference(refresh, check)));
        }
        return results;
    }

    private static string Scope(TableRefresh refresh) => refresh.Kind == RefreshKind.Days
        ? $"{((ByDay)refresh.Model.Materialization).Day.Name} IN "
            + $"({string.Join(", ", refresh.Days.Select(d => $"DATE '{d:yyyy-MM-dd}'"))})"
        : "TRUE";

    private IEnumerable<CheckResult> OfRows(TableRefresh refresh)
    {
        var model = refresh.Model;
        var conditions = model.Columns.Where(c => !c.Nullable)
            .Select(c => new NoRow(
                $"{c.Name}_not_null", ((Expr)c).IsNull(), Severity.Error, $"{c.Name} must have a value."))
            .Concat(model.Checks.OfType<NoRow>())
            .ToList();
        if (conditions.Count == 0)
            yield break;
        var counts = string.Join(", ", conditions.Select(c => $"count(*) FILTER (WHERE {Renderer.Render(c.Failing)})"));
        var found = session.Row($"SELECT {counts} FROM {model.QualifiedName} WHERE {Scope(refresh)}");
        foreach (var (condition, failures) in conditions.Zip(found.Select(f => (long)f!)))
        {
            var where = $"{Scope(refresh)} AND {Renderer.Render(condition.Failing)}";
            yield return Result(
                refresh, condition, failures, condition.Message,
                () => ExampleRows($"SELECT * FROM {model.QualifiedName} WHERE {where}"));
        }
    }

    private CheckResult OfKeys(TableRefresh refresh)
    {
        var keys = string.Join(", ", refresh.Model.Keys.Select(k => k.Name));
        var repeated = $"SELECT {keys}, count(*) AS rows_of_key FROM {refresh.Model.QualifiedName} "
            + $"WHERE {Scope(refresh)} GROUP BY {keys} HAVING count(*) > 1";
        var check = new NoRow($"{string.Join("_", refresh.Model.Keys.Select(k => k.Name))}_unique", true, Severity.Error, "");
        return Result(
            refresh, check, session.Number($"SELECT count(*) FROM ({repeated})"),
            $"({keys}) must identify a row, but several rows share it.", () => ExampleRows(repeated));
    }

    private CheckResult OfReference(TableRefresh refresh, Refers check)
    {
        var missing = $"FROM {refresh.Model.QualifiedName} AS r WHERE {Scope(refresh)} "
            + $"AND r.{check.Column.Name} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {check.Referred.QualifiedName} AS d "
            + $"WHERE d.{check.ReferredColumn.Name} = r.{check.Column.Name})";
        return Result(
            refresh, check, session.Number($"SELECT count(*) {missing}"),
            $"{check.Column.Name} must be in {check.Referred}.", () => ExampleRows($"SELECT r.* {missing}"));
    }

    private IReadOnlyList<string> ExampleRows(string select) =>
        [.. session.Rows($"SELECT CAST(to_json(e) AS VARCHAR) FROM ({select} LIMIT {Examples}) AS e").Select(r => (string)r[0]!)];

    private static CheckResult Result(
        TableRefresh refresh, Check check, long failures, string message, Func<IReadOnlyList<string>> examples) => new()
        {
            Subject = refresh.Model.QualifiedName,
            Check = check.Name,
            Severity = check.Severity,
            Failures = failures,
            Message = failures == 0 ? "" : $"{failures:N0} rows of {refresh.Model} fail: {message}",
            Examples = failures == 0 ? [] : examples(),
        };
}
