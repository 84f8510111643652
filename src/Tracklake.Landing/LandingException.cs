namespace Tracklake.Landing;

/// <summary>A raw object is not what its index says: nothing of its batch is published.</summary>
public sealed class LandingException : Exception
{
    /// <summary>Names the object, the byte and what to do next.</summary>
    /// <param name="key">The raw object.</param>
    /// <param name="offset">The byte of the uncompressed content at which it was noticed.</param>
    /// <param name="problem">What is wrong, as the end of a sentence.</param>
    /// <param name="inner">What noticed it.</param>
    public LandingException(string key, long offset, string problem, Exception? inner = null)
        : base(
            $"The raw object '{key}' is damaged at byte {offset} (uncompressed): {problem}. Nothing of its batch was "
            + "published. Take the batch again: delete its folder in spotify/raw/ and run the import or the day again.",
            inner)
    {
        Key = key;
        Offset = offset;
    }

    /// <summary>The raw object.</summary>
    public string Key { get; }

    /// <summary>The byte of the uncompressed content at which the damage was noticed.</summary>
    public long Offset { get; }
}
