using System.CommandLine;
using Tracklake.Cli.Planning;
using Tracklake.Cli.Terminal;
using Tracklake.Models;

namespace Tracklake.Cli.Verbs;

/// <summary>Says what a run would do, and does none of it.</summary>
internal static class PlanVerb
{
    public static Command Create()
    {
        var data = new Option<bool>("--data")
        {
            Description = "Compute what would change beside the released tables; show the rows and values that differ.",
        };
        var only = new Option<string?>("--table") { Description = "With --data: the only table to compare." };
        var command = new Command(
            "plan", "Say what the next run would do and which models changed, and do none of it.") { data, only };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var table = Chosen(parsed.GetValue(only));
            if (table is not null && !parsed.GetValue(data))
                throw new UserException("--table needs --data: it says which table's rows to compare.");
            var plan = await NextRun.OfAsync(workspace, cancellationToken);
            var trial = parsed.GetValue(data) ? await DataTrial.OfAsync(workspace, table, cancellationToken) : null;
            if (workspace.IsJson)
                Write(plan, trial);
            else
                Print(plan, trial);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Model? Chosen(string? name) => name is null
        ? null
        : AllModels.Find(name)
            ?? throw new UserException($"There is no table '{name}'. 'tracklake tables' lists those that there are.");

    private static void Write(NextRun plan, DataTrial? trial)
    {
        if (trial is null)
            JsonOutput.Write(plan);
        else
            JsonOutput.Write(trial);
    }

    private static void Print(NextRun plan, DataTrial? trial)
    {
        if (trial is null)
        {
            PlanOutput.Print(plan);
            return;
        }
        trial.Print();
        if (plan.Days.Count > 0)
            Console.Out.WriteLine($"Not in it: {plan.Days.Count} days that '{plan.Source}' was not asked for yet.");
    }
}
