using Tracklake.Models;
using Tracklake.Models.Examples;
using Tracklake.Models.Rendering;

namespace Tracklake.DuckDb.Examples;

/// <summary>The engine that a test of a model goes through.</summary>
public enum TestedEngine
{
    /// <summary>The warehouse in a DuckDB file.</summary>
    Warehouse,

    /// <summary>The lakehouse of Delta tables.</summary>
    Lakehouse,
}

/// <summary>
/// Tests models on an engine as it is: the rows that a test gives are landed as files, the engine brings its tables
/// up to date step by step, and the rows are compared. A test of several steps is run in one step as well: what is
/// kept up to
/// date must be what is computed in full.
/// </summary>
/// <param name="settings">How DuckDB is opened; files go to its temporary folder.</param>
/// <param name="engine">The engine.</param>
public sealed class ModelTester(DuckDbSettings settings, TestedEngine engine = TestedEngine.Warehouse) : IDisposable
{
    private readonly DuckDbSession _session = DuckDbSession.InMemory(settings);
    private int _tests;

    /// <summary>Runs a test.</summary>
    /// <exception cref="ModelException">The test itself is wrong: unknown columns, values of another type.</exception>
    public ModelTestResult Run(Model model, Example example)
    {
        var faults = ExampleFaults.Of(model, example);
        if (faults.Count > 0)
            throw new ModelException($"The example '{example.Name}' of {model} is wrong: {string.Join("; ", faults)}.");
        var standIns = new StandIns(model);
        var mismatch = Run(standIns, example.Steps, "step by step", firstStep: 1);
        if (mismatch is null && example.Steps.Count > 1)
        {
            var all = new ExampleStep([.. example.Steps.SelectMany(s => s.Given)], example.Steps[^1].Expected);
            mismatch = Run(standIns, example.Steps, all, "computed in full");
        }
        return new ModelTestResult(model.QualifiedName, example.Name, mismatch);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private ModelMismatch? Run(StandIns standIns, IReadOnlyList<ExampleStep> steps, string way, int firstStep)
    {
        using var run = NewRun(standIns, out var files);
        foreach (var (step, index) in steps.Select((s, i) => (s, i)))
        {
            run.Bring(files.Land(index, step));
            if (Compare(run, standIns.Tested, step.Expected!, way, firstStep + index) is { } mismatch)
                return mismatch;
        }
        return null;
    }

    /// <summary>All steps' rows, landed as they were step by step, in one run.</summary>
    private ModelMismatch? Run(StandIns standIns, IReadOnlyList<ExampleStep> steps, ExampleStep all, string way)
    {
        using var run = NewRun(standIns, out var files);
        run.Bring([.. steps.SelectMany((s, i) => files.Land(i, s))]);
        return Compare(run, standIns.Tested, all.Expected!, way, steps.Count);
    }

    private ExampleRun NewRun(StandIns standIns, out ExampleFiles files)
    {
        var folder = Path.Combine(settings.TemporaryFolder, $"test-{++_tests}");
        Directory.CreateDirectory(folder);
        files = new ExampleFiles(_session, folder, standIns);
        return new ExampleRun(folder, settings, engine, standIns.InOrder);
    }

    private ModelMismatch? Compare(ExampleRun run, Model model, ExampleRows expected, string way, int step)
    {
        var columns = expected.Columns.Select(n => model.Columns.First(c => c.Name == n)).ToList();
        var actual = run.Rows(model, columns);
        var wanted = expected.Rows.Select(r => Normal(columns, r)).ToList();
        var rows = RowDifference.Between(
            wanted, actual, [.. model.Keys.Select(k => expected.Columns.ToList().IndexOf(k.Name))]);
        return rows.Count == 0 ? null : new ModelMismatch(step, way, expected.Columns, rows);
    }

    /// <summary>A row as the engine writes it: 50 of a decimal(18,2) is 50.00.</summary>
    private IReadOnlyList<string?> Normal(IReadOnlyList<Column> columns, IReadOnlyList<string?> row)
    {
        var values = columns.Zip(row).Select(v => v.Second is null
            ? "NULL"
            : ExampleRun.TextOf($"CAST({DuckDbSession.Quoted(v.Second)} AS {DuckDbRenderer.TypeName(v.First.Type)})"));
        return [.. _session.Row($"SELECT {string.Join(", ", values)}").Select(v => (string?)v)];
    }
}
