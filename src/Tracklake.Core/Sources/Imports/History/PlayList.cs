namespace Tracklake.Sources.Imports.History;

/// <summary>
/// Plays in blocks: a list that grows without ever copying what it has, which would double its memory.
/// </summary>
internal sealed class PlayList
{
    private const int BlockBits = 16;

    private readonly List<Play[]> blocks = [];

    public int Count { get; private set; }

    public ref readonly Play this[int index] => ref blocks[index >> BlockBits][index & ((1 << BlockBits) - 1)];

    public void Add(in Play play)
    {
        if (Count >> BlockBits == blocks.Count)
            blocks.Add(new Play[1 << BlockBits]);
        blocks[Count >> BlockBits][Count & ((1 << BlockBits) - 1)] = play;
        Count++;
    }
}
