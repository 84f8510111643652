namespace Tracklake.Cli.Terminal;

/// <summary>Numbers over time as a line of blocks, one a number, the oldest first.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>Draws numbers between the least and the greatest of them; a missing one is a space.</summary>
    /// <param name="values">The numbers, the oldest first.</param>
    /// <param name="width">The most characters; the newest numbers are drawn.</param>
    public static string Of(IReadOnlyList<decimal?> values, int width)
    {
        var drawn = values.Skip(Math.Max(0, values.Count - width)).ToList();
        var (least, most) = (drawn.Min() ?? 0, drawn.Max() ?? 0);
        return string.Concat(drawn.Select(v => v is not { } value ? ' '
            : most == least ? Blocks[Blocks.Length / 2 - 1]
            : Blocks[(int)((value - least) * (Blocks.Length - 1) / (most - least))]));
    }

    /// <summary>Draws whether something passed: a dot, or a cross where it failed.</summary>
    public static string OfResults(IReadOnlyList<bool?> failed, int width) =>
        string.Concat(failed.Skip(Math.Max(0, failed.Count - width)).Select(f => f switch { null => ' ', true => '✗', _ => '·' }));
}
