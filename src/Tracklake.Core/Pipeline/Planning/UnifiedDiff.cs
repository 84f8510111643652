using System.Text;

namespace Tracklake.Pipeline.Planning;

/// <summary>
/// The difference of two texts in the unified format that <c>diff -u</c> and git write: shortest, by longest common
/// subsequence. For texts of some hundred lines.
/// </summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The difference, its lines ending in \n; empty when the texts are the same.</summary>
    /// <param name="before">The old text.</param>
    /// <param name="after">The new text.</param>
    /// <param name="nameBefore">What the old text is called.</param>
    /// <param name="nameAfter">What the new text is called.</param>
    public static string Of(string before, string after, string nameBefore, string nameAfter)
    {
        var edits = EditsOf(Lines(before), Lines(after));
        if (edits.TrueForAll(e => e.Sign == ' '))
            return "";
        var text = new StringBuilder().Append($"--- {nameBefore}\n+++ {nameAfter}\n");
        foreach (var (start, end) in Hunks(edits))
            Append(text, edits, start, end);
        return text.ToString();
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    /// <summary>Every line of both, in order: kept (' '), deleted ('-') or inserted ('+').</summary>
    private static List<(char Sign, string Line)> EditsOf(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j]
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }
        var edits = new List<(char, string)>();
        for (var (left, right) = (0, 0); left < before.Length || right < after.Length;)
        {
            if (left < before.Length && right < after.Length && before[left] == after[right])
            {
                edits.Add((' ', before[left++]));
                right++;
            }
            else if (
                left < before.Length && (right == after.Length || common[left + 1, right] >= common[left, right + 1]))
            {
                edits.Add(('-', before[left++]));
            }
            else
            {
                edits.Add(('+', after[right++]));
            }
        }
        return edits;
    }

    /// <summary>Runs of changes with the lines around them; those whose surroundings touch are one.</summary>
    private static List<(int Start, int End)> Hunks(List<(char Sign, string Line)> edits)
    {
        var hunks = new List<(int Start, int End)>();
        for (var i = 0; i < edits.Count; i++)
        {
            if (edits[i].Sign == ' ')
                continue;
            var (start, end) = (Math.Max(0, i - Context), Math.Min(edits.Count, i + Context + 1));
            if (hunks.Count > 0 && start <= hunks[^1].End)
                hunks[^1] = (hunks[^1].Start, end);
            else
                hunks.Add((start, end));
        }
        return hunks;
    }

    private static void Append(StringBuilder text, List<(char Sign, string Line)> edits, int start, int end)
    {
        var (beforeLine, afterLine) = (Count(edits, 0, start, '+'), Count(edits, 0, start, '-'));
        var (beforeCount, afterCount) = (Count(edits, start, end, '+'), Count(edits, start, end, '-'));
        text.Append($"@@ -{Range(beforeLine, beforeCount)} +{Range(afterLine, afterCount)} @@\n");
        foreach (var (sign, line) in edits[start..end])
            text.Append($"{sign}{line}".TrimEnd(' ')).Append('\n');
    }

    /// <summary>Number of lines of one side: all but those that only the other has.</summary>
    private static int Count(List<(char Sign, string Line)> edits, int start, int end, char otherSide) =>
        edits[start..end].Count(e => e.Sign != otherSide);

    /// <summary>First line from 1 and number of lines; of no lines, the line before.</summary>
    private static string Range(int linesBefore, int count) =>
        $"{(count == 0 ? linesBefore : linesBefore + 1)},{count}";
}
