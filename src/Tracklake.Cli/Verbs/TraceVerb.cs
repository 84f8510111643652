using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.DuckDb.Tracing;
using Tracklake.Landing;
using Tracklake.Models;

namespace Tracklake.Cli.Verbs;

/// <summary>Follows a number to the bytes that it came from, and computes it again from them.</summary>
internal static class TraceVerb
{
    private const int DefaultLimit = 3;

    public static Command Create()
    {
        var table = new Argument<string>("TABLE") { Description = "A table, such as gold.artist_stats." };
        var where = new Option<string>("--where")
        {
            Description = "A condition in DuckDB's SQL that exactly one row meets.",
            DefaultValueFactory = _ => "TRUE",
        };
        var column = new Option<string?>("--column") { Description = "The column; all columns of the row by default." };
        var limit = new Option<int>("--limit")
        {
            Description = "Most rows a table, responses and byte ranges that are shown.",
            DefaultValueFactory = _ => DefaultLimit,
        };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
                result.AddError("--limit must be 0 or more.");
        });
        var output = new Option<string?>("--out") { Description = "A file for all of them, one JSON object a line." };
        var command = new Command(
            "trace", "Follow a number to the bytes that it came from, and compute it again from them.")
        {
            table, where, column, limit, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var asked = parsed.GetValue(table)!;
            var request = new TraceRequest
            {
                Table = AllModels.Find(asked)
                    ?? throw new UserException(
                        $"There is no table '{asked}'. 'tracklake tables' lists those that there are."),
                Where = parsed.GetValue(where)!,
                Column = parsed.GetValue(column),
                Limit = parsed.GetValue(limit),
                Output = parsed.GetValue(output),
            };
            var trace = await TraceAsync(workspace, request, cancellationToken);
            if (workspace.IsJson)
                PrintJson(trace);
            else
                TraceText.Write(trace, request.Limit);
            return trace.Holds ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static void PrintJson(Trace trace) => JsonOutput.Write(new
    {
        Release = trace.Release.Number,
        trace.Table,
        trace.Key,
        trace.Holds,
        trace.Cells,
        trace.Tables,
        trace.Records,
        trace.Bytes,
        trace.NotLanded,
        Bodies = trace.Bodies.Select(b => new
        {
            b.Object,
            b.Entry.Offset,
            b.Entry.Length,
            b.Entry.Request,
            b.Entry.Status,
            b.Entry.Origin,
            b.Entry.FetchedAt,
            b.Entry.Sha256,
            b.FoundSha256,
            b.Ranges,
        }),
        Shown = trace.Shown.Select(s => new { s.Object, s.Offset, s.Length, s.Text }),
    });

    private static async Task<Trace> TraceAsync(
        Workspace workspace, TraceRequest request, CancellationToken cancellationToken)
    {
        var release = await workspace.CurrentReleaseAsync(cancellationToken);
        using var tracer = new Tracer(
            workspace.Lake, release, workspace.Home.Store,
            store => new Lander(store, new LandingOptions { ProcessedOnly = true }),
            workspace.Engine);
        try
        {
            return await tracer.RunAsync(request, cancellationToken);
        }
        catch (TraceException e)
        {
            throw new UserException(e.Message);
        }
    }
}
