using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Tracklake.Landing.Reading;

/// <summary>
/// What a part has had already. Bounded: past the limit new records are no longer remembered, so that a repetition
/// far into a huge part becomes a row twice, which the silver tables deduplicate; none is ever lost.
/// </summary>
internal sealed class SeenSet(int limit = SeenSet.DefaultLimit)
{
    /// <summary>Three million: 64 MB.</summary>
    public const int DefaultLimit = 3 << 20;

    private RecordHash[] slots = new RecordHash[1024];

    public int Count { get; private set; }

    /// <summary>Makes room for so many, as far as the limit goes: to move them to larger and larger sets costs more than
    /// all the rest.</summary>
    public void Reserve(long count)
    {
        var needed = Math.Min(count, limit) * 4 / 3;
        if (Count == 0 && slots.Length < needed)
            slots = new RecordHash[BitOperations.RoundUpToPowerOf2((ulong)needed)];
    }

    /// <summary>Remembers the hash.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(RecordHash hash)
    {
        if (hash == default)
            hash = new RecordHash(0, 1);
        var slot = Find(slots, hash);
        if (slots[slot] == hash)
            return false;
        if (Count >= limit)
            return true;
        slots[slot] = hash;
        Count++;
        if (Count * 4L > slots.Length * 3L)
            slots = Larger();
        return true;
    }

    /// <summary>
    /// Fetches the place of a hash that will be asked for soon into the cache. The set of a large part is bigger than
    /// the cache, and waiting for memory was a fifth of the time of parsing.
    /// </summary>
    public unsafe void Expect(RecordHash hash)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref slots[(int)hash.Low & (slots.Length - 1)]));
    }

    private static int Find(RecordHash[] slots, RecordHash hash)
    {
        var mask = slots.Length - 1;
        var slot = (int)hash.Low & mask;
        while (slots[slot] != default && slots[slot] != hash)
            slot = (slot + 1) & mask;
        return slot;
    }

    private RecordHash[] Larger()
    {
        var larger = new RecordHash[slots.Length * 2];
        foreach (var hash in slots)
        {
            if (hash != default)
                larger[Find(larger, hash)] = hash;
        }
        return larger;
    }
}
