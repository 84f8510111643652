namespace Tracklake.DuckDb.Quality;

/// <summary>
/// Whether 64-bit hashes are all different. Equal values have equal hashes, so where all hashes differ all values do:
/// an exact proof, at a sixth of what grouping the values costs. Where two are equal it proves nothing.
/// </summary>
internal sealed class DistinctHashes
{
    private const int Partitions = 4096; // 2^12 by the highest bits: the slots of one stay in a core's cache
    private const int Shift = 64 - 12;

    private readonly ulong[] _hashes;
    private int _count;

    /// <summary>Makes room for so many hashes, 8 bytes each, and as much again to sort them.</summary>
    public DistinctHashes(int capacity) => _hashes = new ulong[capacity];

    /// <summary>Adds a hash.</summary>
    /// <returns>False when there is no room: more rows than were counted.</returns>
    public bool Add(ulong hash)
    {
        if (_count == _hashes.Length)
            return false;
        _hashes[_count++] = hash;
        return true;
    }

    /// <summary>Whether all hashes that were added differ.</summary>
    public bool AllDiffer()
    {
        var (partitioned, starts) = Partition();
        var isRepeated = 0;
        Parallel.For(0, Environment.ProcessorCount, worker =>
        {
            ulong[] slots = [];
            for (var p = worker; p < Partitions && Volatile.Read(ref isRepeated) == 0; p += Environment.ProcessorCount)
            {
                var hashes = partitioned.AsSpan(starts[p], starts[p + 1] - starts[p]);
                var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, hashes.Length * 2));
                if (slots.Length < size)
                    slots = new ulong[size];
                Array.Clear(slots, 0, size);
                if (HasRepeated(hashes, slots.AsSpan(0, size)))
                    Volatile.Write(ref isRepeated, 1);
            }
        });
        return isRepeated == 0;
    }

    private static bool HasRepeated(ReadOnlySpan<ulong> hashes, Span<ulong> slots)
    {
        var mask = slots.Length - 1;
        var hasZero = false;
        foreach (var hash in hashes)
        {
            if (hash == 0)
            {
                // An empty slot is 0; the hash that is 0 itself is remembered apart.
                if (hasZero)
                    return true;
                hasZero = true;
                continue;
            }
            var slot = (int)hash & mask;
            for (; slots[slot] != 0; slot = (slot + 1) & mask)
            {
                if (slots[slot] == hash)
                    return true;
            }
            slots[slot] = hash;
        }
        return false;
    }

    private (ulong[] Hashes, int[] Starts) Partition()
    {
        var added = _hashes.AsSpan(0, _count);
        var starts = new int[Partitions + 1];
        foreach (var hash in added)
            starts[(int)(hash >> Shift) + 1]++;
        for (var p = 0; p < Partitions; p++)
            starts[p + 1] += starts[p];
        var partitioned = new ulong[_count];
        var next = starts.AsSpan(0, Partitions).ToArray();
        foreach (var hash in added)
            partitioned[next[(int)(hash >> Shift)]++] = hash;
        return (partitioned, starts);
    }
}
