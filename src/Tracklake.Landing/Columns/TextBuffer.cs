using Tracklake.Landing.Json;
using Tracklake.Landing.Reading;
using Tracklake.Models;

namespace Tracklake.Landing.Columns;

/// <summary>Text as UTF-8 in one arena: no string, and no object, for any value.</summary>
internal sealed class TextBuffer : ColumnBuffer
{
    private const int FirstArena = 1 << 16;

    // Pinned, because the Parquet writer is handed pointers into it.
    private byte[] arena = GC.AllocateUninitializedArray<byte>(FirstArena, pinned: true);
    private int[] starts;
    private int[] lengths;
    private int used;

    public TextBuffer(Column column)
        : base(column)
    {
        starts = new int[Capacity];
        lengths = new int[Capacity];
    }

    /// <summary>Bytes of all values.</summary>
    public int Bytes => used;

    public byte[] Arena => arena;

    public ReadOnlySpan<int> Starts => starts.AsSpan(0, Count);

    public ReadOnlySpan<int> Lengths => lengths.AsSpan(0, Count);

    public ReadOnlySpan<byte> this[int row] => arena.AsSpan(starts[row], lengths[row]);

    public void Add(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(arena.AsSpan(used));
        var row = Next(true);
        starts[row] = used;
        lengths[row] = utf8.Length;
        used += utf8.Length;
    }

    public void AddOrNull(TextRef value, RecordText text)
    {
        if (value.IsNull)
            AddNull();
        else
            Add(text[value]);
    }

    /// <summary>Adds a value that many neighbouring rows have in common: its bytes are kept once.</summary>
    public void AddRepeated(ReadOnlySpan<byte> utf8)
    {
        if (Count == 0 || !this[Count - 1].SequenceEqual(utf8))
        {
            Add(utf8);
            return;
        }
        var row = Next(true);
        starts[row] = starts[row - 1];
        lengths[row] = lengths[row - 1];
    }

    public override ulong HashOf(int row) => default(RecordHash).Then(this[row]).Low;

    public override void Clear()
    {
        base.Clear();
        used = 0;
    }

    protected override void SetEmpty(int row)
    {
        starts[row] = used;
        lengths[row] = 0;
    }

    protected override void Resize(int capacity)
    {
        Array.Resize(ref starts, capacity);
        Array.Resize(ref lengths, capacity);
    }

    private void Reserve(int more)
    {
        if (arena.Length - used >= more)
            return;
        var larger = GC.AllocateUninitializedArray<byte>(
            (int)Math.Min(Array.MaxLength, Math.Max((long)arena.Length * 2, (long)used + more)), pinned: true);
        arena.AsSpan(0, used).CopyTo(larger);
        arena = larger;
    }
}
