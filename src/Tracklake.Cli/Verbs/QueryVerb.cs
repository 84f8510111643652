using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.DuckDb.Queries;

namespace Tracklake.Cli.Verbs;

/// <summary>Asks the released tables.</summary>
internal static class QueryVerb
{
    private static readonly string[] Formats = ["table", "json", "csv", "parquet"];

    public static Command Create()
    {
        var sql = new Argument<string>("SQL") { Description = "A query over bronze.*, silver.* and gold.*, in DuckDB's SQL." };
        var format = new Option<string>("--format")
        {
            Description = "table, json (an array of rows), csv or parquet.",
            DefaultValueFactory = parsed => "table",
        };
        format.AcceptOnlyFromAmong(Formats);
        var output = new Option<string?>("--out") { Description = "A file for the result; stdout by default." };
        var release = new Option<long?>("--release") { Description = "The release to ask; the current one by default." };
        var command = new Command("query", "Ask the released tables in SQL.") { sql, format, output, release };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var asked = parsed.GetValue(release) is { } number
                ? await workspace.Releases.ReadAsync(number, cancellationToken)
                : await workspace.CurrentReleaseAsync(cancellationToken);
            using var tables = new ReleasedTables(workspace.Lake, asked, workspace.Engine);
            var chosen = workspace.IsJson ? "json" : parsed.GetValue(format)!;
            Write(tables, parsed.GetValue(sql)!, chosen, parsed.GetValue(output));
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Writes an answer in a format to a file, or to stdout.</summary>
    public static void Write(ReleasedTables tables, string sql, string format, string? output)
    {
        try
        {
            if (format == "parquet")
            {
                tables.WriteParquet(sql, output ?? throw new UserException("--format parquet needs --out FILE."));
                return;
            }
            using var answer = tables.Query(sql);
            AnswerOutput.Write(answer.Columns, answer.Rows, format, output);
        }
        catch (DuckDB.NET.Data.DuckDBException e)
        {
            throw new UserException($"The query cannot be answered: {e.Message}", ExitCodes.Failed);
        }
    }
}
