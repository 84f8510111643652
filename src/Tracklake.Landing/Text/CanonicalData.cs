using System.Collections.Frozen;
using System.Globalization;

namespace Tracklake.Landing.Text;

/// <summary>
/// Canonical decompositions, compositions and combining classes. Carried along because string.Normalize does nothing
/// in globalization-invariant mode, which the whole product runs in: it returns its input and calls it normalised.
/// </summary>
internal sealed class CanonicalData
{
    private static readonly Lazy<CanonicalData> Loaded = new(() => new CanonicalData());

    private readonly FrozenDictionary<int, byte> classes;
    private readonly FrozenDictionary<int, (int First, int Second)> decompositions;
    private readonly FrozenDictionary<(int First, int Second), int> compositions;
    private readonly FrozenSet<int> special;

    private CanonicalData()
    {
        var ccc = new Dictionary<int, byte>();
        var splits = new Dictionary<int, (int, int)>();
        var joins = new Dictionary<(int, int), int>();
        var touched = new HashSet<int>();
        using var reader = new StreamReader(
            typeof(CanonicalData).Assembly.GetManifestResourceStream("CanonicalData.txt")
            ?? throw new InvalidOperationException("The assembly lacks its resource CanonicalData.txt: rebuild it."));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var fields = line.Split(';');
            var codePoint = Hex(fields[0]);
            if (fields[1].Length > 0)
                ccc.Add(codePoint, byte.Parse(fields[1], CultureInfo.InvariantCulture));
            if (fields.Length > 2)
            {
                var parts = fields[2].Split(' ');
                var pair = (Hex(parts[0]), parts.Length > 1 ? Hex(parts[1]) : 0);
                splits.Add(codePoint, pair);
                if (fields.Length > 3)
                {
                    joins.Add(pair, codePoint);
                    touched.Add(pair.Item2);
                }
                else
                {
                    touched.Add(codePoint);
                }
            }
        }
        touched.UnionWith(ccc.Keys);
        classes = ccc.ToFrozenDictionary();
        decompositions = splits.ToFrozenDictionary();
        compositions = joins.ToFrozenDictionary();
        special = touched.ToFrozenSet();
    }

    /// <summary>The one instance, read when the first text needs it.</summary>
    public static CanonicalData Instance => Loaded.Value;

    /// <summary>Whether text that holds the code point may not be in NFC already.</summary>
    public bool IsSpecial(int codePoint) => Hangul.IsVowelOrTail(codePoint) || special.Contains(codePoint);

    /// <summary>The canonical combining class; 0 of a starter.</summary>
    public int ClassOf(int codePoint) => classes.TryGetValue(codePoint, out var value) ? value : 0;

    /// <summary>The one-step decomposition; <c>Second</c> is 0 where it is a single code point.</summary>
    public bool TryDecompose(int codePoint, out (int First, int Second) parts) =>
        Hangul.TryDecompose(codePoint, out parts) || decompositions.TryGetValue(codePoint, out parts);

    /// <summary>The code point that a pair composes to.</summary>
    public bool TryCompose(int first, int second, out int composed) =>
        Hangul.TryCompose(first, second, out composed) || compositions.TryGetValue((first, second), out composed);

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
