using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Delta;

namespace Tracklake.Cli.Verbs.Table;

/// <summary>Checks a table against the Delta protocol.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var skipRows = new Option<bool>("--skip-rows")
        {
            Description = "Check the log and that the files are there, but do not read the rows.",
        };
        var command = new Command("check", "Check a table against the Delta protocol: its log, its files, its statistics.") { skipRows };
        return command.Over((table, parsed) =>
        {
            var problems = new TableCheck(table.Delta).Run(table.Session.Connection, readData: !parsed.GetValue(skipRows));
            // A note is about something that every reader copes with.
            var wrong = problems.Count(p => p.Level != DeltaProblemLevel.Note);
            if (table.IsJson)
                JsonOutput.Write(new { Table = table.Delta.Path, IsRight = wrong == 0, Problems = problems });
            else
                Print(table, problems, wrong);
            return wrong == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
    }

    private static void Print(ChosenTable table, IReadOnlyList<DeltaProblem> problems, int wrong)
    {
        foreach (var problem in problems)
            Console.Out.WriteLine($"  {problem}");
        Console.Out.WriteLine(wrong switch
        {
            0 => $"Nothing is wrong with {table.Name}.",
            1 => $"1 thing is wrong with {table.Name}.",
            _ => $"{wrong:N0} things are wrong with {table.Name}.",
        });
    }
}
