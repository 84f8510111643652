using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Tracklake.Landing.Reading;

/// <summary>
/// 128 bits that stand for the bytes of a record and what it is about. Two independent multiply-and-fold chains run
/// over all bytes: with 64 bits one in a few ten million batches of a million records would lose a record to chance.
/// Equal on every machine; not meant to withstand somebody who constructs collisions.
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
        var length = (ulong)bytes.Length;
        var (a, b) = (High ^ A1, Low ^ B1);
        // Odd and even blocks run in chains of their own, so that the multiplications overlap.
        var (a2, b2) = (a ^ length, b ^ length);
        while (bytes.Length >= 32)
        {
            Mix(bytes, ref a, ref b);
            Mix(bytes[16..], ref a2, ref b2);
            bytes = bytes[32..];
        }
        if (bytes.Length >= 16)
        {
            Mix(bytes, ref a, ref b);
            bytes = bytes[16..];
        }
        MixTail(bytes, ref a2, ref b2);
        return new RecordHash(Fold(a ^ length, a2 ^ A1), Fold(b ^ length, b2 ^ B1));
    }

    /// <summary>The hash of a number, continuing from what was hashed before.</summary>
    public RecordHash Then(long number) =>
        new(Fold(High ^ A0, (ulong)number ^ A1), Fold(Low ^ B0, (ulong)number ^ B1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ReadOnlySpan<byte> block, ref ulong a, ref ulong b)
    {
        var x = BinaryPrimitives.ReadUInt64LittleEndian(block);
        var y = BinaryPrimitives.ReadUInt64LittleEndian(block[8..]);
        a = Fold(x ^ A0, y ^ a);
        b = Fold(x ^ b, y ^ B0);
    }

    private static void MixTail(ReadOnlySpan<byte> rest, ref ulong a, ref ulong b)
    {
        Span<byte> tail = stackalloc byte[16];
        tail.Clear();
        rest.CopyTo(tail);
        Mix(tail, ref a, ref b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong x, ulong y)
    {
        var high = Math.BigMul(x, y, out var low);
        return high ^ low;
    }
}
