namespace Tracklake.Simulator.Catalogue;

internal enum ObjectKind { Artist = 1, Album = 2, Track = 3 }

/// <summary>Where an object sits in the catalogue: artist, its album, the album's track, counted from 0.</summary>
internal readonly record struct ObjectKey(ObjectKind Kind, int Artist, int Album = 0, int Track = 0);

/// <summary>
/// Spotify ids: 128 bits in 22 base-62 digits. Half of the bits are the object's place in the catalogue, half are a
/// checksum, and a keyed Feistel network mixes both, so that ids look random, need no table, and an invented id is
/// recognised as unknown.
/// </summary>
internal sealed class IdCodec(int seed)
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int Length = 22;
    private const int Rounds = 4;
    private readonly ulong _key = Dice.Mix((ulong)(uint)seed ^ 0x5107_1DEAUL);

    public string Encode(ObjectKey key)
    {
        var left = ((ulong)key.Kind << 60) | ((ulong)(uint)key.Artist << 32)
            | ((ulong)(uint)key.Album << 16) | (uint)key.Track;
        var right = Dice.Mix(left ^ _key);
        for (var round = 0; round < Rounds; round++)
            (left, right) = (right, left ^ Dice.Mix(right ^ _key + (ulong)round));
        return string.Create(Length, new UInt128(left, right), static (chars, value) =>
        {
            for (var i = Length - 1; i >= 0; i--)
            {
                (value, var digit) = UInt128.DivRem(value, 62);
                chars[i] = Digits[(int)digit];
            }
        });
    }

    /// <summary>Whether a text has the form of a Spotify id, known or not.</summary>
    public static bool IsWellFormed(string id) => TryParse(id, out _);

    /// <summary>The object's place, or null if no object of this catalogue's seed has that id.</summary>
    public ObjectKey? Decode(string id)
    {
        if (!TryParse(id, out var value)) return null;
        var (left, right) = ((ulong)(value >> 64), (ulong)value);
        for (var round = Rounds - 1; round >= 0; round--)
            (left, right) = (right ^ Dice.Mix(left ^ _key + (ulong)round), left);
        if (right != Dice.Mix(left ^ _key)) return null;
        return new ObjectKey(
            (ObjectKind)(left >> 60),
            (int)((left >> 32) & 0xFFFFFFF), (int)((left >> 16) & 0xFFFF), (int)(left & 0xFFFF));
    }

    private static bool TryParse(string id, out UInt128 value)
    {
        value = 0;
        if (id.Length != Length) return false;
        foreach (var c in id)
        {
            var digit = Digits.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0 || value > (UInt128.MaxValue - (UInt128)digit) / 62) return false;
            value = (value * 62) + (UInt128)digit;
        }
        return true;
    }
}
