using Tracklake.Cli.Terminal;
using Tracklake.Pipeline;
using Tracklake.Pipeline.Planning;

namespace Tracklake.Cli.Planning;

/// <summary>A plan as a person reads it.</summary>
internal static class PlanOutput
{
    public static void Print(NextRun plan)
    {
        var say = Console.Out;
        PrintModels(plan);
        if (plan.Unfinished is { } run)
            say.WriteLine($"Run {run} did not end: it is taken up again first.");
        if (plan.Days.Count > 0)
        {
            var days = plan.Days.Count == 1 ? "" : $" to {plan.Days[^1]:yyyy-MM-dd}";
            say.WriteLine($"Ask '{plan.Source}' for {Count(plan.Days.Count, "day")}, {plan.Days[0]:yyyy-MM-dd}{days}.");
        }
        if (plan.Waiting.Count > 0)
            say.WriteLine($"Bring in {Count(plan.Waiting.Count, "raw batch", "es")}: {string.Join(", ", plan.Waiting)}.");
        if (plan.Replaced.Count > 0)
        {
            say.WriteLine($"Take out {Count(plan.Replaced.Count, "raw batch", "es")}, whose place others took: "
                + $"{string.Join(", ", plan.Replaced)}.");
        }
        if (plan.Tables.Count == 0)
        {
            say.WriteLine("Nothing to do.");
            return;
        }
        if (!plan.HasData)
            say.WriteLine("No data waits, so a run does nothing now; with the next data it does this besides:");
        PrintTables(plan);
    }

    /// <summary>A line a read: the table and what becomes of it stand on its first.</summary>
    private static void PrintTables(NextRun plan)
    {
        var table = new TextTable(
            ("table", false), ("how", false), ("why", false), ("writes", false), ("reads", false), ("files", true),
            ("size", true));
        foreach (var next in plan.Tables)
        {
            var reads = next.Reads.Count == 0 ? [new PlannedRead("", null)] : next.Reads;
            foreach (var (read, index) in reads.Select((r, i) => (r, i)))
            {
                string?[] of = [next.Table, next.Kind.ToString().ToLowerInvariant(), next.Why, next.Writes];
                table.Add(
                [
                    .. of.Select(cell => index == 0 ? cell : ""), read.Table, read.Amount is { } amount
                        ? $"{amount.Files:N0}"
                        : "",
                    read.Amount is { } stored ? Amount.OfBytes(stored.Bytes) : "",
                ]);
            }
        }
        table.Write();
    }

    private static void PrintModels(NextRun plan)
    {
        var say = Console.Out;
        if (plan.Release is null)
        {
            say.WriteLine("There is no release yet: every table is new.");
            return;
        }
        if (plan.Models.Count == 0)
        {
            say.WriteLine($"All models are as in release {plan.Release}.");
            return;
        }
        var kinds = plan.Models.GroupBy(m => m.Kind).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Name(g.Key)}");
        say.WriteLine($"Models against release {plan.Release}: {string.Join(", ", kinds)}.");
        foreach (var model in plan.Models)
        {
            var through = model.Through.Count == 0 ? "" : $" through {string.Join(", ", model.Through)}";
            say.WriteLine($"  {Name(model.Kind),-8}  {model.Table}{through}");
            if (model.Diff is not null)
                DiffText.Write(model.Diff);
            if (model.Note is not null)
                say.WriteLine($"            {model.Note}");
        }
    }

    private static string Name(ChangeKind kind) => kind.ToString().ToLowerInvariant();

    private static string Count(int count, string thing, string plural = "s") =>
        count == 1 ? $"1 {thing}" : $"{count:N0} {thing}{plural}";
}
