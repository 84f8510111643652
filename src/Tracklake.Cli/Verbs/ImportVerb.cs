using System.CommandLine;
using System.Globalization;
using Tracklake.DuckDb.Imports;
using Tracklake.Pipeline;
using Tracklake.Sources.Imports;

namespace Tracklake.Cli.Verbs;

/// <summary>Takes files in, and runs.</summary>
internal static class ImportVerb
{
    private static readonly Argument<string> PathArgument = new("PATH")
    {
        Description = "A folder, zip or file: stored API responses, a streaming history, or a dataset of tracks.",
    };

    private static readonly Option<string?> As = OneOf(
        "--as", "What it is, where that cannot be found out.", "responses", "history", "dataset");

    private static readonly Option<string?> Date = new("--date")
    {
        Description = "The day (yyyy-MM-dd) of files that do not say theirs.",
    };

    private static readonly Option<string[]> Map = new("--map")
    {
        Description = "A column of a dataset, as FIELD=COLUMN; may be given several times.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Order = OneOf("--date-order", "How a dataset writes 3 April 2020.", "day-first", "month-first");

    private static readonly Option<string?> Separator = new("--artist-separator")
    {
        Description = "What separates several artists in one field of a dataset; 'none' when a field is one artist.",
    };

    private static readonly Option<bool> NoRun = new("--no-run")
    {
        Description = "Only take the files in; 'tracklake run' brings them into the tables.",
    };

    public static Command Create()
    {
        var command = new Command("import", "Take files in and bring them into the tables.")
        {
            PathArgument, As, Date, Map, Order, Separator, NoRun,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var options = OptionsOf(parsed);
            using var held = workspace.Home.Lock();
            var progress = new ImportLine(isLive: !Console.IsErrorRedirected);
            var result = await new Importer(workspace.Home.Store, workspace.Clock, new DuckDbParquetRows(workspace.Engine))
                .ImportAsync(parsed.GetValue(PathArgument)!, options, progress, cancellationToken);
            progress.Clear();
            Print(workspace, result);
            var released = await new BatchRemoval(workspace.Home.Store).SupersedeAsync(result.Batches, cancellationToken);
            foreach (var batch in released)
            {
                await Console.Error.WriteLineAsync($"The same files were brought in before with other settings, as {batch}: the next run "
                    + "takes that out of the tables.");
            }
            return parsed.GetValue(NoRun) ? ExitCodes.Done : await RunVerb.RunAsync(workspace, asksSource: false, cancellationToken);
        });
        return command;
    }

    private static ImportOptions OptionsOf(ParseResult parsed) => new()
    {
        As = parsed.GetValue(As) is { } kind ? Enum.Parse<ImportKind>(kind, ignoreCase: true) : null,
        Date = parsed.GetValue(Date) is { } text ? DayOf(text) : null,
        Map = (parsed.GetValue(Map) ?? []).Select(Pair).ToDictionary(p => p.Field, p => p.Column),
        DateOrder = parsed.GetValue(Order) switch
        {
            null => null,
            "day-first" => DateOrder.DayFirst,
            _ => DateOrder.MonthFirst,
        },
        ArtistSeparator = parsed.GetValue(Separator),
    };

    private static Option<string?> OneOf(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name) { Description = $"{description} One of {string.Join(", ", values)}." };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static DateOnly DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new UserException($"--date must be a day such as 2026-11-22, not '{text}'.");

    private static (string Field, string Column) Pair(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (text[..equals], text[(equals + 1)..])
            : throw new UserException($"--map must be FIELD=COLUMN such as track_name=Title, not '{text}'.");
    }

    private static void Print(Workspace workspace, ImportResult result)
    {
        // With --json stdout belongs to the result of the run.
        var say = workspace.IsJson ? Console.Error : Console.Out;
        foreach (var sentence in result.Sentences)
            say.WriteLine(sentence);
    }

    /// <summary>How far an import is, on one line that is rewritten.</summary>
    private sealed class ImportLine(bool isLive) : IProgress<ImportProgress>
    {
        private long _shown = -1;

        public void Report(ImportProgress value)
        {
            if (!isLive || Environment.TickCount64 - _shown < 80)
                return;
            _shown = Environment.TickCount64;
            var line = $"  import     {value.Files}/{value.Planned} files, {value.Records:N0} records  {value.Path}";
            Console.Error.Write("\r\u001b[2K" + (line.Length > 78 ? line[..77] + "…" : line));
        }

        public void Clear()
        {
            if (isLive)
                Console.Error.Write("\r\u001b[2K");
        }
    }
}
