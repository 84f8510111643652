using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Models;
using Tracklake.Releases;

namespace Tracklake.Cli.Verbs;

/// <summary>Looks for what is wrong with a home, and says what to do.</summary>
internal static class DoctorVerb
{
    private const long LittleDisk = 1_000_000_000;

    public static Command Create()
    {
        var command = new Command("doctor", "Look for what is wrong, and say what to do.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // Opening reads the configuration: its faults are said as for every verb.
            using var workspace = Workspace.Open(parsed);
            var findings = await ExamineAsync(workspace, cancellationToken);
            if (workspace.IsJson)
                JsonOutput.Write(findings);
            else
                Print(findings);
            return findings.All(f => f.IsWell) ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var home = workspace.Home;
        var findings = new List<Finding>
        {
            new("runtime", true, $".NET {Environment.Version} on {System.Runtime.InteropServices.RuntimeInformation.OSDescription}"),
            Disk(home),
            Credentials(),
        };
        if (!home.Exists)
            return [.. findings, new("home", true, $"'{home.Path}' is not there yet; 'tracklake run' makes it")];

        findings.Add(new("home", true, home.Path));
        findings.Add(IsLocked(home)
            ? new("lock", true, "another tracklake is at work here")
            : new("lock", true, "free"));
        findings.Add(await workspace.Runs.UnfinishedAsync(cancellationToken) is { } run
            ? new("runs", false, $"run {run.Number} did not end; 'tracklake run' takes it up again")
            : new("runs", true, "the last run ended"));
        var held = await workspace.Ledger.HeldAsync(cancellationToken);
        if (held.Count > 0)
            findings.Add(new("batches", true, $"{held.Count} raw batches are held out; 'tracklake runs clear' lets them in again"));
        if (await workspace.Releases.CurrentAsync(cancellationToken) is not { } release)
            return [.. findings, new("release", true, "there is none yet; 'tracklake run' makes one")];

        findings.Add(new("release", true, $"{release.Number} of {release.At:yyyy-MM-dd HH:mm} UTC"));
        findings.Add(Files(workspace, release));
        findings.Add(await RawAsync(workspace, cancellationToken));
        findings.Add(Warehouse(workspace, release));
        return findings;
    }

    private static Finding Disk(Home home)
    {
        var existing = new DirectoryInfo(home.Path);
        while (!existing.Exists && existing.Parent is not null)
            existing = existing.Parent;
        var free = new DriveInfo(existing.FullName).AvailableFreeSpace;
        return new("disk", free > LittleDisk, $"{Pipeline.Amount.OfBytes(free)} free"
            + (free > LittleDisk ? "" : "; a run may not have room"));
    }

    private static Finding Credentials()
    {
        var (id, secret) = (Environment.GetEnvironmentVariable("SPOTIFY_CLIENT_ID"), Environment.GetEnvironmentVariable("SPOTIFY_CLIENT_SECRET"));
        return (string.IsNullOrEmpty(id), string.IsNullOrEmpty(secret)) switch
        {
            (true, true) => new("credentials", true, "none: the demo source and imports work without"),
            (false, false) => new("credentials", true, "SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET are set"),
            _ => new("credentials", false, "only one of SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET is set; set both or none"),
        };
    }

    private static bool IsLocked(Home home)
    {
        try
        {
            home.Lock().Dispose();
            return false;
        }
        catch (UserException)
        {
            return true;
        }
    }

    private static Finding Files(Workspace workspace, Release release)
    {
        var (files, missing) = (0, new List<string>());
        foreach (var model in AllModels.InOrder.Where(m => release.Tables.ContainsKey(m.QualifiedName)))
        {
            var snapshot = workspace.Lake.Of(model, release);
            foreach (var file in snapshot.Files)
            {
                files++;
                var info = new FileInfo(snapshot.FilePath(file));
                if (!info.Exists || info.Length != file.Size)
                    missing.Add(info.FullName);
            }
        }
        return missing.Count == 0
            ? new("tables", true, $"{files:N0} files of {release.Tables.Count} tables are there")
            : new("tables", false, $"{missing.Count:N0} of {files:N0} files are missing or cut, the first is '{missing[0]}'; go back "
                + "with 'tracklake release rollback', or delete the folder 'lake' and the releases and run again");
    }

    private static async Task<Finding> RawAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var (batches, missing) = (0, new List<string>());
        await foreach (var batch in workspace.Raw.ListAsync(cancellationToken))
        {
            batches++;
            foreach (var key in batch.Parts.SelectMany(p => (string[])[p.Bodies, p.Index]))
            {
                if (!await workspace.Home.Store.ExistsAsync(key, cancellationToken))
                    missing.Add(key);
            }
        }
        return missing.Count == 0
            ? new("raw", true, $"{batches:N0} batches are whole")
            : new("raw", false, $"{missing.Count:N0} raw objects are missing, the first is '{missing[0]}'");
    }

    private static Finding Warehouse(Workspace workspace, Release release)
    {
        using var warehouse = workspace.Warehouse();
        return warehouse.PublishedRelease() == release.Number
            ? new("warehouse", true, $"at release {release.Number}")
            : new("warehouse", false, "not at the current release; 'tracklake verify' builds it anew");
    }

    private static void Print(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
            Console.Out.WriteLine($"  {(finding.IsWell ? "✓" : "✗")} {finding.What,-12} {finding.Detail}");
    }

    private sealed record Finding(string What, bool IsWell, string Detail);
}
