using System.CommandLine;
using Tracklake.Delta;

namespace Tracklake.Cli.Verbs.Table;

/// <summary>Reads what changed between two versions (the change data feed).</summary>
internal static class ChangesVerb
{
    private static readonly DeltaField[] Added =
    [
        new("_change_type", DeltaType.String), new("_commit_version", DeltaType.Long),
        new("_commit_timestamp", DeltaType.Timestamp),
    ];

    public static Command Create()
    {
        var from = new Option<long>("--from") { Description = "The first version whose changes are read.", Required = true };
        var to = new Option<long?>("--to") { Description = "The last one; the newest by default." };
        var command = new Command(
            "changes", "Read which rows came, went and changed from one version to another, both included.") { from, to };
        var rows = new TableRows().AddTo(command);
        return command.Over((table, parsed, cancellationToken) =>
        {
            var first = parsed.GetValue(from);
            var last = parsed.GetValue(to) is { } version ? table.Delta.Open(version) : table.OpenHead();
            if (first < 0 || first > last.Version)
                throw new UserException($"--from must be a version from 0 to {last.Version}, not {first}.");
            var changes = table.Delta.ChangesSql(first, last.Version);
            rows.Write(table, [.. last.Schema.Fields, .. Added], changes, parsed, cancellationToken);
            return Task.FromResult(ExitCodes.Done);
        });
    }
}
