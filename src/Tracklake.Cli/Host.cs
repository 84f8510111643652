using System.CommandLine;
using Tracklake.Delta;
using Tracklake.Landing;
using Tracklake.Models;
using Tracklake.Sources;
using Tracklake.Sources.Imports;
using Tracklake.Storage;

namespace Tracklake.Cli;

/// <summary>The edge of the process: cancellation, exit codes, and errors as sentences.</summary>
internal static class Host
{
    public static async Task<int> InvokeAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync($"tracklake: {error.Message}");
            await Console.Error.WriteLineAsync("Try 'tracklake --help'.");
            return ExitCodes.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("tracklake: cancelled. What was done is kept; run again to go on.");
            return ExitCodes.Failed;
        }
        catch (Exception e) when (Explain(e) is { } explained)
        {
            await Console.Error.WriteLineAsync($"tracklake: {explained.Message}");
            return explained.ExitCode;
        }
        catch (Exception e)
        {
            // Not left to the runtime: it would abort the process, with another exit code and its files not tidied up.
            await Console.Error.WriteLineAsync($"tracklake: a fault of Tracklake itself; please report it.\n{e}");
            return ExitCodes.Failed;
        }
    }

    /// <summary>What a person is told of an exception; null for a fault of our own, which shows its stack trace.</summary>
    private static (string Message, int ExitCode)? Explain(Exception exception) => exception switch
    {
        UserException e => (e.Message, e.ExitCode),
        SourceException e => (e.Message, e.IsConfiguration ? ExitCodes.Usage : ExitCodes.Failed),
        ImportException e => (e.Message, ExitCodes.Usage),
        ModelException or ObjectNotFoundException or DeltaException or LandingException or InvalidDataException =>
            (exception.Message, ExitCodes.Failed),
        DuckDB.NET.Data.DuckDBException e when e.Message.Contains("Out of Memory", StringComparison.Ordinal) =>
            ("The engine has not enough memory; raise memory_mb (TRACKLAKE_MEMORY_MB) and run again: what was done is kept.",
                ExitCodes.Failed),
        UnauthorizedAccessException or IOException => (exception.Message, ExitCodes.Failed),
        _ => null,
    };
}
