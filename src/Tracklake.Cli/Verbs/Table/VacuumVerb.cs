using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Delta;
using Tracklake.Releases;

namespace Tracklake.Cli.Verbs.Table;

/// <summary>Deletes files that no version within the retention needs.</summary>
internal static class VacuumVerb
{
    private const double MostHours = 24 * 365 * 100;

    private static readonly Option<double?> RetainHours = new("--retain-hours")
    {
        Description = "Keep files of versions that were replaced within so many hours; by default what the table says, or 168.",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be deleted, and delete nothing." };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Keep them shorter than the table says, and delete what earlier releases of the home need.",
    };

    public static Command Create() =>
        new Command("vacuum", "Delete the files that only old versions of a table need.") { RetainHours, DryRun, Force }
            .Over(async (table, parsed, cancellationToken) =>
            {
                var (isDryRun, isForced) = (parsed.GetValue(DryRun), parsed.GetValue(Force));
                var vacuum = new DeltaVacuum
                {
                    Retention = RetentionOf(parsed.GetValue(RetainHours)),
                    DryRun = true,
                    AllowShortRetention = isForced || isDryRun,
                };
                using var held = isDryRun ? null : await table.LockAsync(cancellationToken);
                var deletion = Run(table, vacuum);
                if (!isDryRun)
                {
                    await RefuseReleasedAsync(table, deletion, isForced, cancellationToken);
                    deletion = Run(table, vacuum with { DryRun = false });
                }
                Print(table, deletion, isDryRun);
                return ExitCodes.Done;
            });

    private static TimeSpan? RetentionOf(double? hours) => hours switch
    {
        null => null,
        >= 0 and <= MostHours => TimeSpan.FromHours(hours.Value),
        _ => throw new UserException("--retain-hours must be a number of hours from 0."),
    };

    private static DeltaDeletion Run(ChosenTable table, DeltaVacuum vacuum)
    {
        try
        {
            return table.Delta.Vacuum(vacuum);
        }
        // The library names its own option.
        catch (DeltaException e) when (e.Message.Contains(nameof(DeltaVacuum.AllowShortRetention), StringComparison.Ordinal))
        {
            throw new UserException(
                e.Message.Replace(nameof(DeltaVacuum.AllowShortRetention), "--force", StringComparison.Ordinal) + ".");
        }
    }

    /// <summary>A release is of use only while the files of its versions are there.</summary>
    private static async Task RefuseReleasedAsync(
        ChosenTable table, DeltaDeletion deletion, bool isForced, CancellationToken cancellationToken)
    {
        var victims = deletion.Files.ToHashSet(StringComparer.Ordinal);
        foreach (var release in await table.ReleasesAsync(cancellationToken))
        {
            var isCurrent = release.Number == table.Release!.Number;
            if (isForced && !isCurrent)
                continue;
            var needed = Needed(table, release, victims);
            if (needed == 0)
                continue;
            var files = TableCommand.Count(needed, "file");
            throw new UserException(isCurrent
                ? $"Release {release.Number}, which readers see, needs {files} of these. Nothing was deleted; the next run goes back to "
                    + "that version."
                : $"Release {release.Number} needs {files} of these: there would be no going back to it. Nothing was deleted; "
                    + "--force deletes them nevertheless.", ExitCodes.Failed);
        }
    }

    private static int Needed(ChosenTable table, Release release, HashSet<string> victims)
    {
        if (victims.Count == 0 || !release.Tables.TryGetValue(table.Name, out var released))
            return 0;
        try
        {
            var snapshot = table.Delta.Open(released.Version);
            return snapshot.Files.Count(f => victims.Contains(Path.GetRelativePath(snapshot.TablePath, snapshot.FilePath(f))));
        }
        catch (DeltaNotFoundException)
        {
            return 0; // Its log is gone: there is no going back to it as it is.
        }
    }

    private static void Print(ChosenTable table, DeltaDeletion deletion, bool isDryRun)
    {
        if (table.IsJson)
        {
            JsonOutput.Write(new { DryRun = isDryRun, deletion.Files, deletion.Bytes });
            return;
        }
        foreach (var file in deletion.Files)
            Console.Out.WriteLine($"  {file}");
        var what = deletion.Files.Count == 1 && !isDryRun ? "is" : isDryRun ? "would be" : "are";
        Console.Out.WriteLine(
            $"{TableCommand.Count(deletion.Files.Count, "file")} of {deletion.Bytes:N0} bytes {what} deleted from {table.Name}.");
    }
}
