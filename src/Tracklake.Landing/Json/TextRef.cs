namespace Tracklake.Landing.Json;

/// <summary>
/// Where a text is: in the bytes that the reader reads, or, when it had to be unescaped or normalised, in the scratch
/// of <see cref="FieldReader"/>. The default is "no text".
/// </summary>
internal readonly struct TextRef
{
    private readonly int start;
    private readonly int lengthPlusOne;

    private TextRef(int start, int length)
    {
        this.start = start;
        lengthPlusOne = length + 1;
    }

    public bool IsNull => lengthPlusOne == 0;

    public bool IsNullOrEmpty => lengthPlusOne <= 1;

    public bool IsInScratch => start < 0;

    public int Start => start < 0 ? ~start : start;

    public int Length => lengthPlusOne - 1;

    /// <summary>The same text in bytes that have it elsewhere.</summary>
    public TextRef Moved(int by) => IsNull ? this : InBytes(start + by, Length);

    public static TextRef InBytes(int start, int length) => new(start, length);

    public static TextRef InScratch(int start, int length) => new(~start, length);
}
