using System.Diagnostics;
using System.Globalization;
using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests.Concurrency;

/// <summary>Real processes, killed by SIGKILL before each step that they would take on the disk.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private readonly Lake _lake = new();

    public static TheoryData<string> Scenarios => [.. CrashScenario.All.Where(s => s.Name != "big-merge").Select(s => s.Name)];

    public void Dispose() => _lake.Dispose();

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_process_that_is_killed_at_any_step_leaves_the_old_or_the_new_version(string name)
    {
        var scenario = CrashScenario.Named(name);
        var template = Path.Combine(_lake.Folder, "template");
        scenario.Prepare(template, _lake.Connection);
        var before = Directory.Exists(template) ? _lake.Rows(new DeltaTable(template)) : null;
        var (steps, after) = Rehearse(scenario, template);
        // All steps when asked; else as many as a short run has time for, spread over the whole, first and last included.
        var all = Environment.GetEnvironmentVariable("TRACKLAKE_LONG_TESTS") is not null;
        var chosen = all || steps <= 14 ? Enumerable.Range(0, steps)
            : Enumerable.Range(0, 14).Select(i => i * (steps - 1) / 13).Distinct();
        var killed = 0;
        foreach (var step in chosen)
        {
            var path = Copy(template, $"{name}-{step}");
            using var child = ChildProcess.Start(name, path, step.ToString(CultureInfo.InvariantCulture));
            var error = child.StandardError.ReadToEnd();
            child.WaitForExit();
            Assert.True(child.ExitCode == 137, $"the child was not killed at step {step}: {child.ExitCode} {error}");
            killed++;
            CheckAfterwards(scenario, path, before, after, step);
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }

        output.WriteLine($"{name}: killed at {killed} of {steps} steps");
    }

    [Fact]
    public void A_process_that_is_killed_at_any_time_in_the_midst_of_DuckDBs_own_writing_leaves_one_version()
    {
        var scenario = CrashScenario.Named("big-merge");
        var template = Path.Combine(_lake.Folder, "template");
        scenario.Prepare(template, _lake.Connection);
        var before = _lake.Rows(new DeltaTable(template));
        var (_, after) = Rehearse(scenario, template);
        var times = new[] { 150, 300, 450, 600, 900, 1300 };
        var killed = 0;
        foreach (var milliseconds in times)
        {
            var path = Copy(template, $"midst-{milliseconds}");
            using var child = ChildProcess.Start(scenario.Name, path, int.MaxValue.ToString(CultureInfo.InvariantCulture));
            if (!child.WaitForExit(milliseconds))
            {
                child.Kill();
                killed++;
            }

            child.WaitForExit();
            CheckAfterwards(scenario, path, before, after, milliseconds);
            Directory.Delete(path, recursive: true);
        }

        output.WriteLine($"killed {killed} of {times.Length} times");
        Assert.True(killed > 0, "every child was done before it could be killed");
    }

    private void CheckAfterwards(CrashScenario scenario, string path, List<string>? before, List<string> after, int step)
    {
        var table = new DeltaTable(path);
        if (before is not null || table.Exists)
        {
            var rows = _lake.Rows(table);
            Assert.True((before is not null && rows.SequenceEqual(before)) || rows.SequenceEqual(after),
                $"killed at step {step} the table is neither the old nor the new one");
            Assert.DoesNotContain(new TableCheck(table).Run(_lake.Connection), p => p.Level == DeltaProblemLevel.Error);
        }

        // The run that repeats it ends where the killed one would have.
        scenario.Act(path, _lake.Connection);
        Assert.Equal(after, _lake.Rows(new DeltaTable(path)));
    }

    private (int Steps, List<string> After) Rehearse(CrashScenario scenario, string template)
    {
        var path = Copy(template, "rehearsal");
        using var child = ChildProcess.Start(scenario.Name, path, int.MaxValue.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("", child.StandardError.ReadToEnd());
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
        var after = _lake.Rows(new DeltaTable(path));
        // The child counts down from the greatest number, so how far it came is asked of a run that finds the end.
        return (Count(scenario, template), after);
    }

    private int Count(CrashScenario scenario, string template)
    {
        var steps = 0;
        var path = Copy(template, "count");
        lock (typeof(FileSteps))
        {
            FileSteps.Observe = step => steps += step.Contains(path, StringComparison.Ordinal) ? 1 : 0;
            try
            {
                scenario.Act(path, _lake.Connection);
            }
            finally
            {
                FileSteps.Observe = null;
            }
        }

        return steps;
    }

    private string Copy(string template, string name)
    {
        var copy = Path.Combine(_lake.Folder, name);
        if (!Directory.Exists(template)) return copy;
        using var cp = Process.Start("cp", ["-a", template, copy]);
        cp.WaitForExit();
        return copy;
    }
}
