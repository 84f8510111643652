using System.CommandLine;
using Tracklake.Cli.Terminal;

namespace Tracklake.Cli.Verbs.Table;

/// <summary>Makes a table what it was.</summary>
internal static class RestoreVerb
{
    public static Command Create()
    {
        var force = new Option<bool>("--force") { Description = "Restore a table of the home, too." };
        var command = new Command("restore", "Make a table what it was, in a new version.") { force };
        var when = new PointInTime().AddTo(command);
        return command.Over(async (table, parsed, cancellationToken) =>
        {
            if (table.Model is not null && !parsed.GetValue(force))
            {
                throw new UserException($"{table.Name} is a table of this home, and readers see releases: 'tracklake release rollback' "
                    + "goes back to one. --force restores the table by itself, until the next run.");
            }
            using var held = await table.LockAsync(cancellationToken);
            var version = when.Open(table.Delta, parsed)?.Version
                ?? throw new UserException("Say which version to restore: --version N or --timestamp T.");
            var commit = table.Delta.Restore(version);
            if (table.IsJson)
                JsonOutput.Write(new { commit.Version, Restored = version, commit.FilesAdded, commit.FilesRemoved });
            else
                Console.Out.WriteLine($"{table.Name} has in version {commit.Version} what it had in version {version}: "
                    + $"{TableCommand.Count(commit.FilesAdded, "file")} came back, {commit.FilesRemoved:N0} went.");
            table.WarnUnreleased();
            return ExitCodes.Done;
        });
    }
}
