using System.Buffers.Binary;

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
        var a = High ^ A1;
        var b = Low ^ B1;
        var length = (ulong)bytes.Length;
        while (bytes.Length >= 16)
        {
            var x = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            var y = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
            a = Fold(x ^ A0, y ^ a);
            b = Fold(x ^ b, y ^ B0);
            bytes = bytes[16..];
        }
        Span<byte> tail = stackalloc byte[16];
        tail.Clear();
        bytes.CopyTo(tail);
        var tailX = BinaryPrimitives.ReadUInt64LittleEndian(tail);
        var tailY = BinaryPrimitives.ReadUInt64LittleEndian(tail[8..]);
        a = Fold(tailX ^ A0, tailY ^ a);
        b = Fold(tailX ^ b, tailY ^ B0);
        return new RecordHash(Fold(a ^ length, A1), Fold(b ^ length, B1));
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
