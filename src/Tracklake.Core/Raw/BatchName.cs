namespace Tracklake.Raw;

/// <summary>The name of a raw batch.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Name">Its name within the source.</param>
public sealed record BatchName(string Source, string Name)
{
    /// <summary><c>source/name</c>.</summary>
    public override string ToString() => $"{Source}/{Name}";
}
