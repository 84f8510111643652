using System.IO.Hashing;
using System.Numerics;

namespace Tracklake.Landing.Reading;

/// <summary>
/// 128 bits that stand for the bytes of a record and what it is about: with 64 bits one in a few ten million batches of a
/// million records would lose a record to chance. Equal on every machine; not meant to withstand somebody who constructs
/// collisions.
/// </summary>
internal readonly record struct RecordHash(ulong High, ulong Low)
{
    private const ulong A0 = 0xa0761d6478bd642f;
    private const ulong A1 = 0xe7037ed1a0b428db;
    private const ulong B0 = 0x8ebc6af09c88c6e3;
    private const ulong B1 = 0x589965cc75374cc3;

    /// <summary>The hash of the bytes, continuing from what was hashed before.</summary>
    public RecordHash Then(ReadOnlySpan<byte> bytes)
    {
        // The seed takes 64 bits of what was before; the others go in afterwards.
        var hash = XxHash128.HashToUInt128(bytes, unchecked((long)High));
        return new RecordHash((ulong)(hash >> 64) ^ BitOperations.RotateLeft(Low, 32), unchecked((ulong)hash + Low));
    }

    /// <summary>The hash of a number, continuing from what was hashed before.</summary>
    public RecordHash Then(long number) =>
        new(Fold(High ^ A0, (ulong)number ^ A1), Fold(Low ^ B0, (ulong)number ^ B1));

    private static ulong Fold(ulong x, ulong y)
    {
        var high = Math.BigMul(x, y, out var low);
        return high ^ low;
    }
}
