using System.Text;

namespace Tracklake.Landing.Text;

/// <summary>
/// Unicode normalisation form C of UTF-8 text, so that "Beyoncé" typed in two ways is one name and checksums agree
/// on every engine.
/// </summary>
internal static class Nfc
{
    // The first combining mark is U+0300, whose UTF-8 form begins with 0xCC: text without such a byte is in NFC.
    private const byte FirstSpecialLead = 0xCC;

    /// <summary>Whether valid UTF-8 text certainly is in NFC; false means that it must be looked at closely.</summary>
    public static bool IsCertain(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.ContainsAnyInRange(FirstSpecialLead, (byte)0xFF))
            return true;
        var data = CanonicalData.Instance;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            if (rune.Value >= 0x300 && data.IsSpecial(rune.Value))
                return false;
            utf8 = utf8[length..];
        }
        return true;
    }

    /// <summary>The text in NFC.</summary>
    public static byte[] Normalise(ReadOnlySpan<byte> utf8)
    {
        var data = CanonicalData.Instance;
        var codePoints = new List<int>(utf8.Length);
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            Decompose(data, rune.Value, codePoints);
            utf8 = utf8[length..];
        }
        Order(data, codePoints);
        Compose(data, codePoints);

        var result = new byte[codePoints.Count * 4];
        var written = 0;
        foreach (var codePoint in codePoints)
            written += new Rune(codePoint).EncodeToUtf8(result.AsSpan(written));
        return result[..written];
    }

    private static void Decompose(CanonicalData data, int codePoint, List<int> target)
    {
        if (!data.TryDecompose(codePoint, out var parts))
        {
            target.Add(codePoint);
            return;
        }
        Decompose(data, parts.First, target);
        if (parts.Second != 0)
            Decompose(data, parts.Second, target);
    }

    // The canonical ordering algorithm: runs of non-starters by combining class, stable.
    private static void Order(CanonicalData data, List<int> codePoints)
    {
        for (var i = 1; i < codePoints.Count; i++)
        {
            var moving = codePoints[i];
            var weight = data.ClassOf(moving);
            if (weight == 0)
                continue;
            var at = i;
            while (at > 0 && data.ClassOf(codePoints[at - 1]) > weight)
            {
                codePoints[at] = codePoints[at - 1];
                at--;
            }
            codePoints[at] = moving;
        }
    }

    private static void Compose(CanonicalData data, List<int> codePoints)
    {
        var starter = -1;
        var kept = 0;
        var lastClass = 0;
        for (var i = 0; i < codePoints.Count; i++)
        {
            var current = codePoints[i];
            var weight = data.ClassOf(current);
            // A mark is blocked from its starter by one of the same or a higher class between them.
            var adjacent = starter == kept - 1;
            if (starter >= 0 && (adjacent || (lastClass < weight && lastClass != 0))
                && data.TryCompose(codePoints[starter], current, out var composed))
            {
                codePoints[starter] = composed;
                continue;
            }
            if (weight == 0)
                starter = kept;
            lastClass = weight;
            codePoints[kept++] = current;
        }
        codePoints.RemoveRange(kept, codePoints.Count - kept);
    }
}
