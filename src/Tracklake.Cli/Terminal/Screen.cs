using Spectre.Console.Rendering;

namespace Tracklake.Cli.Terminal;

/// <summary>Stdout as a person has it before him: as wide as the terminal, in a pipe as wide as needed.</summary>
internal static class Screen
{
    private const int Narrowest = 40;

    /// <summary>Cells of a line; null in a pipe, where nothing is broken or cut.</summary>
    public static int? Width => Console.IsOutputRedirected ? null : Math.Max(Narrowest, Console.WindowWidth);

    /// <summary>Writes a line, on a terminal broken between words.</summary>
    /// <param name="text">The line.</param>
    /// <param name="hanging">What further lines begin with.</param>
    public static void WriteLine(string text, string hanging = "")
    {
        foreach (var line in Broken(text, hanging, Width ?? int.MaxValue))
            Console.Out.WriteLine(line);
    }

    /// <summary>The cells that a text takes.</summary>
    public static int CellsOf(string text) => new Segment(text).CellCount();

    /// <summary>The length of the start of a text that takes at most so many cells.</summary>
    public static int Fitting(string text, int width)
    {
        if (text.Length <= width / 2)
            return text.Length; // no character takes more than two cells
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width -= CellsOf(rune.ToString());
            if (width < 0)
                break;
            length += rune.Utf16SequenceLength;
        }
        return length;
    }

    /// <summary>A text in lines of at most so many cells, broken between words; a word that is longer is broken too.
    /// </summary>
    private static IEnumerable<string> Broken(string text, string hanging, int width)
    {
        // Some of the line has to be left for the text, however deep a tree goes.
        hanging = hanging[..Math.Min(hanging.Length, width / 2)];
        for (var end = Fitting(text, width); end < text.Length; end = Fitting(text, width))
        {
            var space = text.LastIndexOf(' ', end, end - width / 2);
            yield return text[..(space < 0 ? end : space)];
            text = hanging + (space < 0 ? text[end..] : text[(space + 1)..]);
        }
        yield return text;
    }
}
