using Tracklake.Models;
using Tracklake.Models.Examples;

namespace Tracklake.Cli.ModelTests;

/// <summary>A test of a model, and where it stands.</summary>
/// <param name="Model">The model.</param>
/// <param name="Example">What is given and expected.</param>
/// <param name="Origin">The file; <c>model</c> for an example of the model itself.</param>
internal sealed record ModelTest(Model Model, Example Example, string Origin)
{
    private const string OfModel = "model";

    /// <summary>The examples of models, and the tests of the YAML files of a folder.</summary>
    /// <param name="models">The models to test.</param>
    /// <param name="folder">The folder; null for none.</param>
    /// <exception cref="UserException">Files are malformed; all that is wrong is said, with line numbers.</exception>
    public static IReadOnlyList<ModelTest> Find(IReadOnlyList<Model> models, string? folder)
    {
        var tests = models.SelectMany(m => m.Examples.Select(e => new ModelTest(m, e, OfModel))).ToList();
        var faults = new List<string>();
        if (folder is not null)
        {
            var files = Directory.EnumerateFiles(folder, "*.y*ml")
                .Where(f => Path.GetExtension(f) is ".yaml" or ".yml");
            foreach (var file in files.Order(StringComparer.Ordinal))
                tests.AddRange(new YamlTestReader(file, faults).Read().Where(t => models.Contains(t.Model)));
        }
        return faults.Count == 0
            ? tests
            : throw new UserException(
                $"Model tests are malformed in {faults.Count} places; nothing was run.\n"
                + $"  {string.Join("\n  ", faults)}\n"
                + "docs/how-to/test-a-model.md says how they are written.");
    }
}
