using System.CommandLine;
using System.Text.Json;
using Tracklake.Cli.Terminal;
using Tracklake.Delta;

namespace Tracklake.Cli.Verbs.Table;

/// <summary>Lists the files of a table.</summary>
internal static class FilesVerb
{
    public static Command Create()
    {
        var statistics = new Option<bool>("--stats") { Description = "Print what the log says of the values in each file, too." };
        var command = new Command("files", "List the files that hold a table's rows, as it is or as it was.") { statistics };
        var when = new PointInTime().AddTo(command);
        return command.Over((table, parsed) =>
        {
            var snapshot = when.Open(table.Delta, parsed) ?? table.OpenHead();
            if (table.IsJson)
                PrintJson(snapshot, parsed.GetValue(statistics));
            else
                Print(snapshot, parsed.GetValue(statistics));
            return ExitCodes.Done;
        });
    }

    private static void Print(DeltaSnapshot snapshot, bool withStatistics)
    {
        var columns = new List<(string, bool)> { ("path", false), ("partition", false), ("rows", true), ("bytes", true) };
        if (withStatistics)
            columns.Add(("statistics", false));
        var table = new TextTable(columns);
        foreach (var file in snapshot.Files)
        {
            var partition = string.Join(", ", Partition(snapshot, file).Select(p => $"{p.Key}={p.Value ?? "null"}"));
            List<object?> row = [file.Path, partition, file.NumRecords is { } rows ? $"{rows:N0}" : null, $"{file.Size:N0}"];
            if (withStatistics)
                row.Add(file.Stats);
            table.Add(row);
        }
        table.Write();
        var total = snapshot.RecordCount is { } count ? TableCommand.Count(count, "row") : "rows that the log does not count";
        Console.Out.WriteLine($"{TableCommand.Count(snapshot.Files.Count, "file")} of version {snapshot.Version} with {total} in "
            + TableCommand.Count(snapshot.SizeInBytes, "byte"));
    }

    private static void PrintJson(DeltaSnapshot snapshot, bool withStatistics) => JsonOutput.Write(new
    {
        snapshot.Version,
        Rows = snapshot.RecordCount,
        Bytes = snapshot.SizeInBytes,
        Files = snapshot.Files.Select(f => new
        {
            f.Path,
            Partition = Partition(snapshot, f),
            Rows = f.NumRecords,
            Bytes = f.Size,
            DeletedRows = f.DeletionVector?.Cardinality,
            Statistics = withStatistics ? Statistics(f) : null,
        }),
    });

    /// <summary>Partition values by the columns' names; the log has them by the names within the files.</summary>
    private static Dictionary<string, string?> Partition(DeltaSnapshot snapshot, AddFile file) =>
        snapshot.PartitionColumns.ToDictionary(c => c, c =>
            file.PartitionValues.TryGetValue(c, out var value) ? value
            : file.PartitionValues.GetValueOrDefault(snapshot.Schema.Find(c)!.Metadata
                .GetValueOrDefault("delta.columnMapping.physicalName").ToString()));

    private static object? Statistics(AddFile file)
    {
        try
        {
            return file.Stats is null ? null : JsonSerializer.Deserialize<JsonElement>(file.Stats);
        }
        catch (JsonException)
        {
            return file.Stats;
        }
    }
}
