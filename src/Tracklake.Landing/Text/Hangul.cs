namespace Tracklake.Landing.Text;

/// <summary>Hangul syllables, which Unicode composes by arithmetic (The Unicode Standard, section 3.12).</summary>
internal static class Hangul
{
    private const int Syllables = 0xAC00;
    private const int Leads = 0x1100;
    private const int Vowels = 0x1161;
    private const int Tails = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TailCount = 28;
    private const int SyllableCount = LeadCount * VowelCount * TailCount;

    public static bool IsVowelOrTail(int codePoint) =>
        (uint)(codePoint - Vowels) < VowelCount || (uint)(codePoint - Tails - 1) < TailCount - 1;

    public static bool TryDecompose(int codePoint, out (int First, int Second) parts)
    {
        parts = default;
        var index = codePoint - Syllables;
        if ((uint)index >= SyllableCount)
            return false;
        var tail = index % TailCount;
        parts = tail != 0
            ? (codePoint - tail, Tails + tail)
            : (Leads + index / (VowelCount * TailCount), Vowels + index / TailCount % VowelCount);
        return true;
    }

    public static bool TryCompose(int first, int second, out int composed)
    {
        composed = 0;
        if ((uint)(first - Leads) < LeadCount && (uint)(second - Vowels) < VowelCount)
        {
            composed = Syllables + ((first - Leads) * VowelCount + (second - Vowels)) * TailCount;
            return true;
        }
        if ((uint)(first - Syllables) < SyllableCount && (first - Syllables) % TailCount == 0
            && (uint)(second - Tails - 1) < TailCount - 1)
        {
            composed = first + (second - Tails);
            return true;
        }
        return false;
    }
}
