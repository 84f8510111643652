namespace Tracklake.Sources.Imports.History;

/// <summary>Each distinct text once: a history names the same tracks again and again. Number 0 is null.</summary>
internal sealed class StringPool
{
    private readonly List<string?> texts = [null];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public StringPool() => lookup = numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    public string? this[int number] => texts[number];

    public int Add(ReadOnlySpan<char> text)
    {
        if (lookup.TryGetValue(text, out var number))
            return number;
        var added = text.ToString();
        texts.Add(added);
        numbers.Add(added, texts.Count - 1);
        return texts.Count - 1;
    }

    /// <summary>Ordinal order, null first.</summary>
    public int Compare(int a, int b) => a == b ? 0 : string.CompareOrdinal(texts[a], texts[b]);
}
