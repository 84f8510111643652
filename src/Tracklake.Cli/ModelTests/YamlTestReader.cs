using Tracklake.Models;
using Tracklake.Models.Examples;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tracklake.Cli.ModelTests;

/// <summary>Reads the model tests of a YAML file, a document a test; tells all that is wrong, with line
/// numbers.</summary>
/// <param name="path">The file.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class YamlTestReader(string path, List<string> faults)
{
    private static readonly string[] TestKeys = ["model", "name", "given", "expect", "then"];
    private static readonly string[] StepKeys = ["given", "expect"];

    public IReadOnlyList<ModelTest> Read()
    {
        var yaml = new YamlStream();
        try
        {
            using var text = File.OpenText(path);
            yaml.Load(text);
        }
        catch (YamlException e)
        {
            faults.Add($"{path}:{e.Start.Line}: it is no YAML: {e.Message}");
            return [];
        }
        return [.. yaml.Documents.Select(d => TestOf(d.RootNode)).OfType<ModelTest>()];
    }

    private ModelTest? TestOf(YamlNode root)
    {
        var before = faults.Count;
        if (Mapping(root, "a test") is not { } test)
            return null;
        CheckKeys(test, TestKeys, "a test");
        var asked = Scalar(test, "model");
        if (asked is null)
        {
            Fault(test, "the test does not say which model it is of: write model: gold.artist_stats or another");
            return null;
        }
        if (AllModels.Find(asked) is not { } model)
        {
            Fault(Child(test, "model")!, $"there is no model '{asked}'; 'tracklake tables' lists those that there are");
            return null;
        }
        var steps = new List<ExampleStep> { StepOf(model, test) };
        foreach (var step in Steps(Child(test, "then")))
        {
            CheckKeys(step, StepKeys, "a step");
            steps.Add(StepOf(model, step));
        }
        var name = Scalar(test, "name") ?? $"line {root.Start.Line}";
        return faults.Count > before ? null : new ModelTest(model, new Example(name) { Steps = steps }, path);
    }

    private IEnumerable<YamlMappingNode> Steps(YamlNode? then) => then switch
    {
        null => [],
        YamlSequenceNode sequence => sequence.Children.Select(c => Mapping(c, "a step")).OfType<YamlMappingNode>(),
        _ => Mapping(then, "a step") is { } only ? [only] : [],
    };

    private ExampleStep StepOf(Model model, YamlMappingNode step)
    {
        var given = new List<GivenRows>();
        if (Child(step, "given") is { } tables && Mapping(tables, "given") is { } byTable)
        {
            foreach (var (name, rows) in byTable.Children)
                given.AddRange(GivenOf(model, name, rows));
        }
        if (Child(step, "expect") is not { } expected)
        {
            Fault(step, "it does not say which rows to expect: write expect: and a list of rows, [] for none");
            return new ExampleStep(given, null);
        }
        var groups = RowsOf(expected, model, isGiven: false);
        if (groups.Count > 1)
            Fault(expected, "the expected rows do not all name the same columns; give each a value or null");
        return new ExampleStep(given, groups.Count > 0 ? groups[0] : new ExampleRows([model.Columns[0].Name], []));
    }

    private IEnumerable<GivenRows> GivenOf(Model model, YamlNode name, YamlNode rows)
    {
        var table = model.Reads.FirstOrDefault(t => t.QualifiedName == name.ToString());
        if (table is null)
        {
            Fault(name, $"{model} does not read '{name}'; it reads {string.Join(", ", model.Reads)}");
            return [];
        }
        return RowsOf(rows, table, isGiven: true).Select(r => new GivenRows(table, r));
    }

    /// <summary>Rows, those that name the same columns together.</summary>
    private List<ExampleRows> RowsOf(YamlNode node, Table table, bool isGiven)
    {
        if (node is not YamlSequenceNode list)
        {
            Fault(node, $"the rows of {table} are no list: begin each with '-'");
            return [];
        }
        var rows = new List<(string Columns, IReadOnlyList<string> Names, IReadOnlyList<string?> Values)>();
        foreach (var row in list.Children.Select(c => Mapping(c, $"a row of {table}")).OfType<YamlMappingNode>())
        {
            var names = row.Children.Keys.Select(k => k.ToString()).ToList();
            foreach (var fault in ExampleFaults.OfColumns(table, names, isGiven))
                Fault(row, fault);
            rows.Add((string.Join('|', names), names,
                [.. row.Children.Select(c => ValueOf(table, c.Key.ToString(), c.Value))]));
        }
        return
        [
            .. rows.GroupBy(r => r.Columns).Select(g => new ExampleRows(g.First().Names, [.. g.Select(r => r.Values)])),
        ];
    }

    private string? ValueOf(Table table, string name, YamlNode node)
    {
        if (node is not YamlScalarNode scalar)
        {
            Fault(node, $"the value of {name} is no single value");
            return null;
        }
        var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "null" or "~";
        var value = isNull ? null : scalar.Value;
        var column = table.Columns.FirstOrDefault(c => c.Name == name);
        if (column is not null && ExampleFaults.OfValue(column, value) is { } fault)
            Fault(node, fault);
        return value;
    }

    private void CheckKeys(YamlMappingNode node, string[] known, string what)
    {
        foreach (var key in node.Children.Keys.Where(k => !known.Contains(k.ToString())))
            Fault(key, $"'{key}' is nothing that {what} has; it has {string.Join(", ", known)}");
    }

    private YamlMappingNode? Mapping(YamlNode node, string what)
    {
        if (node is YamlMappingNode mapping)
            return mapping;
        Fault(node, $"{what} is not made of names and values");
        return null;
    }

    private static YamlNode? Child(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    private static string? Scalar(YamlMappingNode node, string name) => (Child(node, name) as YamlScalarNode)?.Value;

    private void Fault(YamlNode node, string what) => faults.Add($"{path}:{node.Start.Line}: {what}.");
}
