using System.Buffers;
using System.Text;

namespace Tracklake.Landing.Text;

/// <summary>Finds where bytes stop being UTF-8.</summary>
internal static class BadBytes
{
    /// <summary>The index of the first byte that is not UTF-8; -1 when all are.</summary>
    public static int IndexIn(ReadOnlySpan<byte> bytes)
    {
        var index = 0;
        while (index < bytes.Length)
        {
            if (Rune.DecodeFromUtf8(bytes[index..], out _, out var length) != OperationStatus.Done)
                return index;
            index += length;
        }
        return -1;
    }
}
