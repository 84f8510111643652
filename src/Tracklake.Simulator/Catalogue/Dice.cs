namespace Tracklake.Simulator.Catalogue;

/// <summary>
/// Seeded chance whose sequence is fixed by this code alone (SplitMix64), so that a seed means the same catalogue on
/// every platform and runtime version.
/// </summary>
internal struct Dice(ulong state)
{
    private ulong _state = state;

    /// <summary>Dice for one thing, named by numbers: independent of the dice of every other thing.</summary>
    public static Dice For(int seed, params ReadOnlySpan<int> name)
    {
        var state = Mix((ulong)(uint)seed);
        foreach (var part in name) state = Mix(state ^ ((ulong)(uint)part + 0x9E3779B97F4A7C15UL));
        return new Dice(state);
    }

    public static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    /// <summary>A stable 64-bit digest of a text, for things named by text.</summary>
    public static ulong Digest(ulong start, ReadOnlySpan<char> text)
    {
        var hash = start ^ 0xCBF29CE484222325UL;
        foreach (var c in text) hash = (hash ^ c) * 0x100000001B3UL;
        return Mix(hash);
    }

    /// <summary>A number in [0, 1) out of 64 random bits.</summary>
    public static double Unit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    public ulong Bits() => Mix(_state++);

    public double Unit() => Unit(Bits());

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Int(int low, int high) => low + (int)(Bits() % (ulong)(high - low + 1));

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[Int(0, from.Count - 1)];
}
