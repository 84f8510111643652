using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Landing;
using Tracklake.Pipeline;
using Tracklake.Zones;

namespace Tracklake.Cli.Verbs;

/// <summary>Lists what could not be used, and tries it again.</summary>
internal static class QuarantineVerb
{
    public static Command Create() => new("quarantine", "List what could not be used and why; try it again after a mend.")
    {
        List(), Replay(),
    };

    private static Command List()
    {
        var limit = new Option<int>("--limit") { Description = "Most records to list.", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "List the records in quarantine.") { limit };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var records = new List<QuarantinedRecord>();
            await foreach (var record in new QuarantineZone(workspace.Home.Store).ListAsync(cancellationToken))
                records.Add(record);
            if (workspace.IsJson)
            {
                JsonOutput.Write(records.Select(r => new
                {
                    Batch = r.Batch.ToString(),
                    r.Rejection.Object,
                    r.Rejection.Offset,
                    r.Rejection.Length,
                    r.Rejection.Code,
                    r.Rejection.Reason,
                    r.Rejection.Content,
                }));
                return ExitCodes.Done;
            }
            Print(records, parsed.GetValue(limit));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(List<QuarantinedRecord> records, int limit)
    {
        if (records.Count == 0)
        {
            Console.Out.WriteLine("The quarantine is empty.");
            return;
        }
        var table = new TextTable(("batch", false), ("object", false), ("offset", true), ("code", false), ("reason", false));
        foreach (var (batch, rejection) in records.Take(limit))
            table.Add(batch.ToString(), rejection.Object, rejection.Offset, rejection.Code, rejection.Reason);
        table.Write();
        foreach (var code in records.GroupBy(r => r.Rejection.Code).OrderByDescending(g => g.Count()))
            Console.Out.WriteLine($"  {code.Count(),8:N0}  {code.Key}");
        Console.Out.WriteLine(records.Count > limit
            ? $"{limit:N0} of {records.Count:N0} records shown; --limit shows more."
            : $"{records.Count:N0} records.");
    }

    private static Command Replay()
    {
        var command = new Command("replay", "Land records in quarantine again, after what was wrong with them is mended.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            using var held = workspace.Home.Lock();
            var replay = new QuarantineReplay(
                workspace.Home.Store, store => new Lander(store, new LandingOptions()),
                Path.Combine(workspace.Home.Temporary, "replay"));
            var replayed = await replay.RunAsync(cancellationToken);
            foreach (var batch in replayed)
            {
                Console.Error.WriteLine($"{batch.Batch}: {batch.Usable:N0} of {batch.Quarantined:N0} records can be used now.");
            }
            if (replayed.Any(r => r.Replay is not null))
                return await RunVerb.RunAsync(workspace, asksSource: false, cancellationToken);
            Console.Out.WriteLine("No record in quarantine can be used as it is; nothing was changed.");
            return ExitCodes.Done;
        });
        return command;
    }
}
