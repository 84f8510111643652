using System.CommandLine;
using Tracklake.Delta;

namespace Tracklake.Cli.Verbs.Table;

/// <summary>Reads a table as it is, or as it was.</summary>
internal static class ReadVerb
{
    public static Command Create()
    {
        var command = new Command("read", "Read the rows of a table, as it is or as it was.");
        var when = new PointInTime().AddTo(command);
        var rows = new TableRows().AddTo(command);
        return command.Over((table, parsed, cancellationToken) =>
        {
            var snapshot = when.Open(table.Delta, parsed) ?? table.OpenHead();
            if (snapshot.Files.FirstOrDefault(f => !File.Exists(snapshot.FilePath(f))) is { } gone)
                throw new DeltaNotFoundException(table.Delta.Path, snapshot.Version, $"its file {gone.Path} is gone, by a vacuum for one");
            rows.Write(table, snapshot.Schema.Fields, snapshot.ToSql(), parsed, cancellationToken);
            return Task.FromResult(ExitCodes.Done);
        });
    }
}
