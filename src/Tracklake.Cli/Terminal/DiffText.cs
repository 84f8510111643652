namespace Tracklake.Cli.Terminal;

/// <summary>A unified diff on stdout; on a terminal what goes is red and what comes is green.</summary>
internal static class DiffText
{
    private const string Red = "\u001b[31m";
    private const string Green = "\u001b[32m";
    private const string Cyan = "\u001b[36m";
    private const string Bold = "\u001b[1m";
    private const string Plain = "\u001b[0m";

    public static void Write(string diff) => Write(diff, hasColours: !Console.IsOutputRedirected && !IsColourOff);

    private static bool IsColourOff => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private static void Write(string diff, bool hasColours)
    {
        foreach (var line in diff.TrimEnd('\n').Split('\n'))
        {
            var colour = hasColours ? ColourOf(line) : "";
            Console.Out.WriteLine(colour.Length == 0 ? line : colour + line + Plain);
        }
    }

    private static string ColourOf(string line) => line switch
    {
        _ when line.StartsWith("--- ", StringComparison.Ordinal) || line.StartsWith(
            "+++ ", StringComparison.Ordinal) => Bold,
        ['@', ..] => Cyan,
        ['-', ..] => Red,
        ['+', ..] => Green,
        _ => "",
    };
}
