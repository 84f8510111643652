using System.Diagnostics;
using System.Globalization;

namespace Tracklake.Pipeline.Bench;

/// <summary>What a call of the command took.</summary>
/// <param name="Seconds">From start to exit.</param>
/// <param name="PeakBytes">Most resident memory, as the kernel counted it.</param>
/// <param name="Said">The tasks and what they took.</param>
internal sealed record Measured(double Seconds, long PeakBytes, string Said);

/// <summary>The real command, as a process of its own.</summary>
internal static class Command
{
    /// <summary>Runs a verb over a home as of noon of a day, and measures it.</summary>
    public static async Task<Measured> RunAsync(string home, string day, string verb, string? argument = null, int? days = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TRACKLAKE_NOW"] = day + "T12:00:00Z", ["TRACKLAKE_DEMO_ARTISTS"] = "10" },
        };
        if (days is not null)
            start.Environment["TRACKLAKE_DEMO_DAYS"] = days.Value.ToString(CultureInfo.InvariantCulture);
        foreach (var part in (string?[])[Path.Combine(AppContext.BaseDirectory, "tracklake.dll"), verb, argument, "--home", home])
        {
            if (part is not null)
                start.ArgumentList.Add(part);
        }
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The command did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(20));
        }
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? new Measured(watch.Elapsed.TotalSeconds, peak, await errors)
            : throw new InvalidOperationException($"'{verb}' ended with {process.ExitCode}:\n{await errors}{await output}");
    }

    /// <summary>The kernel's high-water mark, so that no peak falls between two looks.</summary>
    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[6..^2], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0; // it has just ended
        }
    }
}
