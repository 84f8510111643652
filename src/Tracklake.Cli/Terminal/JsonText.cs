namespace Tracklake.Cli.Terminal;

/// <summary>A value of an answer that is JSON already: a list, a struct, a number too long for .NET's own.</summary>
/// <param name="Text">The JSON.</param>
internal readonly record struct JsonText(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
