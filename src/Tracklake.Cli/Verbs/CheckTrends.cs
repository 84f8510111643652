using System.Globalization;
using Tracklake.Cli.Terminal;
using Tracklake.Pipeline;
using Tracklake.Quality;

namespace Tracklake.Cli.Verbs;

/// <summary>What the checks of the last runs found and measured, the oldest run first.</summary>
internal static class CheckTrends
{
    // Three columns beside the longest name of a table fill a terminal of 80.
    private const int Width = 14;

    /// <summary>Shows all tables, the checks of one, or the runs of one check.</summary>
    /// <param name="results">The results of the last runs, the newest first.</param>
    /// <param name="name">TABLE or TABLE.CHECK, the table with or without its layer; null for all.</param>
    /// <param name="isJson">Whether it is for a machine.</param>
    /// <exception cref="UserException">No run had such a check.</exception>
    public static int Show(IReadOnlyList<RunResult> results, string? name, bool isJson)
    {
        List<RunResult> runs = [.. results.Reverse()];
        if (runs.Count == 0)
            throw new UserException("There is no run yet. Run 'tracklake run' first.", ExitCodes.Failed);
        var names = runs.SelectMany(r => r.Checks).Select(c => (c.Subject, c.Check)).Distinct().ToList();
        var chosen = names.Where(n => IsNamed(n.Subject, n.Check, name)).ToList();
        if (chosen.Count == 0)
        {
            throw new UserException($"No check of the last {runs.Count} runs is called '{name}'. 'tracklake check --history' "
                + "lists the tables, 'tracklake check --history TABLE' the checks of one.");
        }
        if (isJson)
            JsonOutput.Write(chosen.Select(c => Record(runs, c.Subject, c.Check)));
        else if (name is null)
            PrintTables(runs, chosen);
        else if (chosen.Count == 1)
            PrintRuns(runs, chosen[0].Subject, chosen[0].Check);
        else
            PrintChecks(runs, chosen);
        return ExitCodes.Done;
    }

    private static bool IsNamed(string subject, string check, string? name) =>
        name is null || new[] { subject, subject[(subject.IndexOf('.', StringComparison.Ordinal) + 1)..] }
            .Any(s => string.Equals(s, name, StringComparison.OrdinalIgnoreCase)
                || string.Equals($"{s}.{check}", name, StringComparison.OrdinalIgnoreCase));

    private static CheckResult? Found(RunResult run, string subject, string check) =>
        run.Checks.FirstOrDefault(c => c.Subject == subject && c.Check == check);

    private static void PrintTables(List<RunResult> runs, List<(string Subject, string Check)> chosen)
    {
        var table = new TextTable(("table", false), ("checks", true), ("failed", true), ("runs", false));
        foreach (var subject in chosen.GroupBy(c => c.Subject))
        {
            var ofRuns = runs.Select(r => r.Checks.Where(c => c.Subject == subject.Key).ToList()).ToList();
            var failed = ofRuns.Select(r => r.Count == 0 ? (bool?)null : r.Exists(c => c.Failed)).ToList();
            table.Add(subject.Key, subject.Count(), ofRuns[^1].Count(c => c.Failed), Sparkline.OfResults(failed, Width));
        }
        table.Write();
        Console.Out.WriteLine($"{runs.Count} runs, {runs[0].Run} to {runs[^1].Run}; · passed, ✗ failed, nothing where the table did not change.");
    }

    private static void PrintChecks(List<RunResult> runs, List<(string Subject, string Check)> chosen)
    {
        Console.Out.WriteLine(chosen[0].Subject);
        var table = new TextTable(("check", false), ("last", true), ("runs", false));
        foreach (var (subject, check) in chosen)
        {
            var ofRuns = runs.Select(r => Found(r, subject, check)).ToList();
            var last = ofRuns.Last(r => r is not null)!;
            table.Add(check, last.Failed ? $"{last.Failures:N0} ✗" : "passed", Sparkline.OfResults(
                [.. ofRuns.Select(r => r?.Failed)], Width));
            foreach (var measure in ofRuns.SelectMany(r => r?.Values?.Keys ?? []).Distinct())
            {
                List<decimal?> values = [.. ofRuns.Select(r => ValueOf(r, measure))];
                table.Add("  " + measure, Text(values.LastOrDefault(v => v is not null)), Sparkline.Of(values, Width));
            }
        }
        table.Write();
    }

    private static void PrintRuns(List<RunResult> runs, string subject, string check)
    {
        var ofRuns = runs.Select(r => (Run: r, Result: Found(r, subject, check))).Where(r => r.Result is not null).ToList();
        List<string> measures = [.. ofRuns.SelectMany(r => r.Result!.Values?.Keys ?? []).Distinct()];
        var last = ofRuns[^1].Result!;
        Console.Out.WriteLine($"{subject}.{check}: {last.Kind}, {last.Severity.ToString().ToLowerInvariant()}, of {last.Owner}");
        var table = new TextTable(
            [("run", true), ("ended (UTC)", false), ("result", false), ("failures", true), .. measures.Select(m => (m, true))]);
        foreach (var (run, result) in ofRuns)
        {
            table.Add([
                run.Run, run.At, result!.Failed ? "failed" : "passed", result.Failures,
                .. measures.Select(m => (object?)Text(ValueOf(result, m)))]);
        }
        table.Write();
        foreach (var measure in measures)
            Console.Out.WriteLine($"  {measure}  {Sparkline.Of([.. ofRuns.Select(r => ValueOf(r.Result, measure))], 60)}");
        if (last.Failed)
            RunVerb.PrintCheck(last);
    }

    private static decimal? ValueOf(CheckResult? result, string measure) =>
        result?.Values?.TryGetValue(measure, out var value) == true ? value : null;

    private static string? Text(decimal? value) => value?.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static object Record(List<RunResult> runs, string subject, string check)
    {
        var ofRuns = runs.Select(r => (Run: r, Result: Found(r, subject, check))).Where(r => r.Result is not null).ToList();
        var last = ofRuns[^1].Result!;
        return new
        {
            last.Subject,
            last.Check,
            last.Kind,
            last.Severity,
            last.Owner,
            Runs = ofRuns.Select(r => new
            {
                r.Run.Run,
                r.Run.At,
                r.Run.Outcome,
                r.Result!.Failed,
                r.Result.Failures,
                r.Result.Values,
                r.Result.FailingRows,
            }),
        };
    }
}
