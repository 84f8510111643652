using System.CommandLine;
using System.Globalization;
using Tracklake.Cli.Terminal;
using Tracklake.Delta;

namespace Tracklake.Cli.Verbs.Table;

/// <summary>Lists the versions of a table.</summary>
internal static class HistoryVerb
{
    public static Command Create() =>
        new Command("history", "List the versions of a table and what made them, the newest first.").Over((table, _) =>
        {
            table.OpenHead();
            var history = table.Delta.History().ToList();
            if (table.IsJson)
                PrintJson(history, table.ReleasedVersion);
            else
                Print(history, table.ReleasedVersion);
            return ExitCodes.Done;
        });

    private static void Print(List<DeltaHistoryEntry> history, long? released)
    {
        var columns = new List<(string, bool)>
        {
            ("version", true), ("time (UTC)", false), ("operation", false), ("rows", false), ("files", false), ("user metadata", false),
        };
        if (released is not null)
            columns.Add(("", false));
        var table = new TextTable(columns);
        foreach (var entry in history)
        {
            // All digits: a time that is copied from here must find its version again.
            var time = entry.Timestamp.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
            List<object?> row =
            [
                entry.Version, time, entry.Operation ?? "", Rows(entry.Metrics), Files(entry.Metrics), entry.UserMetadata ?? "",
            ];
            if (released is not null)
                row.Add(entry.Version == released ? "released" : "");
            table.Add(row);
        }
        table.Write();
        Console.Out.WriteLine(TableCommand.Count(history.Count, "version"));
    }

    private static void PrintJson(List<DeltaHistoryEntry> history, long? released) =>
        JsonOutput.Write(history.Select(e => new
        {
            e.Version,
            Timestamp = e.Timestamp.ToUniversalTime(),
            e.Operation,
            e.Parameters,
            e.Metrics,
            e.UserMetadata,
            e.EngineInfo,
            e.ReadVersion,
            e.IsBlindAppend,
            Released = released is null ? (bool?)null : e.Version == released,
        }));

    /// <summary>Rows that came, changed and went, by the names that writers use for them.</summary>
    private static string Rows(IReadOnlyDictionary<string, string> metrics)
    {
        var changes = Signed(metrics,
            ('+', ["numTargetRowsInserted"]), ('~', ["numTargetRowsUpdated", "numUpdatedRows"]),
            ('-', ["numTargetRowsDeleted", "numDeletedRows"]));
        return changes.Length > 0 ? changes : Signed(metrics, ('+', ["numOutputRows"]));
    }

    private static string Files(IReadOnlyDictionary<string, string> metrics) => Signed(metrics,
        ('+', ["numTargetFilesAdded", "numAddedFiles", "numRestoredFiles", "numFiles"]),
        ('-', ["numTargetFilesRemoved", "numRemovedFiles"]));

    private static string Signed(
        IReadOnlyDictionary<string, string> metrics, params IReadOnlyList<(char Sign, string[] Names)> kinds)
    {
        var parts = kinds
            .Select(k => (k.Sign, Value: k.Names.Select(metrics.GetValueOrDefault).FirstOrDefault(v => v is not null)))
            .Where(k => k.Value is not (null or "0"))
            .Select(k => $"{k.Sign}{k.Value}");
        return string.Join(' ', parts);
    }
}
