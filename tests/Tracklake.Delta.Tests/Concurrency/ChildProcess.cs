using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using DuckDB.NET.Data;

namespace Tracklake.Delta.Tests.Concurrency;

/// <summary>Runs a scenario in a process of its own: this very program, told by its environment what to do before the
/// test runner starts.</summary>
public static class ChildProcess
{
    private const string ScenarioVariable = "TRACKLAKE_DELTA_TEST_SCENARIO";
    private const string TableVariable = "TRACKLAKE_DELTA_TEST_TABLE";
    private const string ArgumentVariable = "TRACKLAKE_DELTA_TEST_ARGUMENT";

    /// <summary>Starts a child; <paramref name="argument"/> is the scenario's.</summary>
    public static Process Start(string scenario, string table, string argument)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [ScenarioVariable] = scenario, [TableVariable] = table, [ArgumentVariable] = argument },
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        return Process.Start(start)!;
    }

    // A module initializer is the only code of a test program that runs before the runner's own.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void Run()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(ScenarioVariable) is not { } scenario) return;
        try
        {
            using var connection = new DuckDBConnection("Data Source=:memory:;threads=1");
            connection.Open();
            var table = Environment.GetEnvironmentVariable(TableVariable)!;
            var argument = Environment.GetEnvironmentVariable(ArgumentVariable)!;
            if (scenario == "writers") Writers.Run(table, argument);
            else KillAt(scenario, table, connection, int.Parse(argument, CultureInfo.InvariantCulture));
            Environment.Exit(0);
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
            Environment.Exit(1);
        }
    }

    private static void KillAt(string scenario, string table, DuckDBConnection connection, int step)
    {
        FileSteps.Observe = _ =>
        {
            // SIGKILL: nothing is flushed, disposed or finally done.
            if (--step < 0)
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        };
        CrashScenario.Named(scenario).Act(table, connection);
    }
}
