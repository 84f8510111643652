using Tracklake.Lineage;

namespace Tracklake.Cli.Terminal;

/// <summary>Lineage as a tree of lines. A column that was shown before is named and not shown again.</summary>
internal sealed class LineageText
{
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);

    /// <summary>Writes the trees to stdout, an empty line between them.</summary>
    public static void Write(IReadOnlyList<LineageTree> trees)
    {
        for (var i = 0; i < trees.Count; i++)
        {
            if (i > 0)
                Console.Out.WriteLine();
            Console.Out.WriteLine(trees[i].Name);
            new LineageText().WriteBelow(trees[i], "");
        }
    }

    private void WriteBelow(LineageTree tree, string indent)
    {
        var decided = tree.DecidedBy.GroupBy(d => d.How).ToList();
        for (var i = 0; i < tree.Nodes.Count; i++)
        {
            var (node, isLast) = (tree.Nodes[i], i == tree.Nodes.Count - 1 && decided.Count == 0);
            var isKnown = node.Nodes.Count > 0 && !_shown.Add(node.Name);
            var below = indent + (isLast ? "   " : "│  ");
            Screen.WriteLine(
                $"{indent}{(isLast ? "└─ " : "├─ ")}{node.Name}{How(node)}{(isKnown ? " (see above)" : "")}", below + "   ");
            if (!isKnown)
                WriteBelow(node, below);
        }
        for (var i = 0; i < decided.Count; i++)
        {
            var names = string.Join(", ", decided[i].Select(d => d.Name));
            var isLast = i == decided.Count - 1;
            Screen.WriteLine(
                $"{indent}{(isLast ? "└╌ " : "├╌ ")}{Word(decided[i].Key)} {names}", indent + (isLast ? "      " : "│     "));
        }
    }

    private static string How(LineageTree node) => node switch
    {
        { How: Influence.Copied, Expression: "" } => "  copied",
        { How: Influence.Copied } => $"  {node.Expression}",
        { How: Influence.Rows } => "  each row there",
        _ => $"  {node.How!.Value.ToString().ToLowerInvariant()}: {node.Expression}",
    };

    private static string Word(Influence how) => how switch
    {
        Influence.Filters => "filtered by",
        Influence.Joins => "joined by",
        Influence.Groups => "grouped by",
        Influence.Orders => "ordered by",
        _ => "rows of",
    };
}
