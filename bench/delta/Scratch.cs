using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.Delta.Bench;

/// <summary>A folder and a connection for one bench, and how its figures are taken and printed.</summary>
internal sealed class Scratch : IDisposable
{
    public Scratch()
    {
        Connection = new DuckDBConnection(
            "Data Source=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false");
        Connection.Open();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("tracklake-bench-").FullName;

    public DuckDBConnection Connection { get; }

    public static double Milliseconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalMilliseconds;
    }

    public static double Median(int times, Action work) => Median([.. Enumerable.Range(0, times).Select(_ => Milliseconds(work))]);

    /// <summary>Milliseconds of processor time of one of many runs: unlike wall time, no matter what else runs.</summary>
    public static double Processor(int times, Action work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < times; i++) work();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / times;
    }

    public static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    public static void Print(string what, string figures) => Console.WriteLine($"{what,-46} {figures}");

    public static string Ms(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F1} ms");

    public static string Ratio(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F2}x");

    public void Execute(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Connection.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
