using System.CommandLine;
using Tracklake.Cli.ModelTests;
using Tracklake.Cli.Terminal;
using Tracklake.DuckDb;
using Tracklake.DuckDb.Examples;
using Tracklake.Models;
using Tracklake.Models.Validation;

namespace Tracklake.Cli.Verbs;

/// <summary>Tests models: their examples, and the tests that stand beside the data.</summary>
internal static class TestVerb
{
    public static Command Create()
    {
        var names = new Argument<string[]>("MODEL")
        {
            Description = "The models to test; all by default.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var folder = new Option<string?>("--tests")
        {
            Description = "A folder of tests in YAML; 'tests' in the home by default, if it is there.",
        };
        var command = new Command(
            "test", "Test models: their examples and tests in YAML, on engines of their own.") { names, folder };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var tests = ModelTest.Find(
                Chosen(parsed.GetValue(names) ?? []), FolderOf(workspace, parsed.GetValue(folder)));
            return Task.FromResult(Run(workspace, tests, cancellationToken));
        });
        return command;
    }

    private static IReadOnlyList<Model> Chosen(string[] names) => names.Length == 0
        ? AllModels.InOrder
        : [.. names.Select(name => AllModels.Find(name)
            ?? throw new UserException($"There is no table '{name}'. 'tracklake tables' lists those that there are."))];

    private static string? FolderOf(Workspace workspace, string? asked)
    {
        var folder = asked ?? Path.Combine(workspace.Home.Path, "tests");
        if (Directory.Exists(folder))
            return folder;
        return asked is null ? null : throw new UserException($"There is no folder '{asked}'.");
    }

    private static int Run(Workspace workspace, IReadOnlyList<ModelTest> tests, CancellationToken cancellationToken)
    {
        ModelValidation.Require(AllModels.InOrder);
        // Nothing of the home is needed; it need not even be there.
        var temporary = Directory.CreateTempSubdirectory("tracklake-test-");
        try
        {
            using var tester = new ModelTester(
                new DuckDbSettings { TemporaryFolder = temporary.FullName, MemoryMb = workspace.Settings.MemoryMb });
            var results = new List<ModelTestResult>();
            foreach (var test in tests)
            {
                cancellationToken.ThrowIfCancellationRequested();
                results.Add(tester.Run(test.Model, test.Example));
                if (!workspace.IsJson)
                    Print(test, results[^1]);
            }
            var failed = results.Count(r => !r.Passed);
            if (workspace.IsJson)
                JsonOutput.Write(results);
            else
                Console.Out.WriteLine($"{results.Count - failed} tests passed, {failed} failed.");
            return failed == 0 ? ExitCodes.Done : ExitCodes.Failed;
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static readonly string Indent = new(' ', 10);

    private static void Print(ModelTest test, ModelTestResult result)
    {
        var origin = test.Origin == "model" ? "" : $" ({Path.GetFileName(test.Origin)})";
        Screen.WriteLine($"{(result.Passed ? "passed" : "FAILED"),-6}  {result.Model,-42}  {result.Name}{origin}", Indent);
        if (result.Mismatch is not { } mismatch)
            return;
        Console.Out.WriteLine($"        run {mismatch.Step}, {mismatch.Way}: "
            + "'-' is expected and not there, '+' is there and not expected");
        var numeric = mismatch.Columns.Select(c => test.Model.Columns.First(m => m.Name == c).Type.IsNumeric).ToList();
        var table = new TextTable([("", false), .. mismatch.Columns.Zip(numeric)]);
        foreach (var row in mismatch.Rows)
            table.Add([row.IsExpected ? "-" : "+", .. row.Values]);
        table.Write();
    }
}
