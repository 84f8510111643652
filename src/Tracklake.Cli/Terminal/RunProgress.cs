using System.Globalization;
using Tracklake.Pipeline;

namespace Tracklake.Cli.Terminal;

/// <summary>
/// How a run goes on, on stderr: on a terminal one line a task that is rewritten while it works, elsewhere a line when
/// it ends.
/// </summary>
/// <param name="clock">Measures the rate.</param>
/// <param name="isLive">Whether the line may be rewritten.</param>
internal sealed class RunProgress(TimeProvider clock, bool isLive) : IRunObserver
{
    private const int Width = 78;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(80);

    private readonly Lock _lock = new();
    private long _began;
    private long _shown;

    public void Began(string task, int total)
    {
        lock (_lock)
        {
            _began = clock.GetTimestamp();
            _shown = 0;
            Show(task, "");
        }
    }

    public void Advanced(string task, int done, int total, string what)
    {
        lock (_lock)
        {
            if (clock.GetElapsedTime(_shown) < Between)
                return;
            _shown = clock.GetTimestamp();
            Show(task, $"{Bar(done, total)} {done}/{total}{Left(done, total)}  {what}");
        }
    }

    public void Ended(TaskRecord task)
    {
        lock (_lock)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"  {task.Name,-10} {task.Seconds,7:0.00} s  {task.Summary}");
            Console.Error.WriteLine(isLive ? "\r\u001b[2K" + line : line);
        }
    }

    private static string Bar(int done, int total)
    {
        const int cells = 20;
        var full = total == 0 ? 0 : Math.Clamp(done * cells / total, 0, cells);
        return new string('█', full) + new string('░', cells - full);
    }

    private string Left(int done, int total)
    {
        var elapsed = clock.GetElapsedTime(_began);
        if (done == 0 || done >= total || elapsed < TimeSpan.FromSeconds(2))
            return "";
        var left = elapsed * ((double)(total - done) / done);
        return $", {left.TotalSeconds:0} s left";
    }

    private void Show(string task, string what)
    {
        if (!isLive)
            return;
        var line = $"  {task,-10} {what}";
        Console.Error.Write("\r\u001b[2K" + (line.Length > Width ? line[..(Width - 1)] + "…" : line));
    }
}
