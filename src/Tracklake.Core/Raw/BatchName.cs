namespace Tracklake.Raw;

/// <summary>The name of a raw batch.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Name">Its name within the source.</param>
public sealed record BatchName(string Source, string Name)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static BatchName Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            ? new BatchName(text[..slash], text[(slash + 1)..])
            : throw new FormatException($"'{text}' is no name of a raw batch: it must be SOURCE/NAME.");
    }

    /// <summary><c>source/name</c>.</summary>
    public override string ToString() => $"{Source}/{Name}";
}
