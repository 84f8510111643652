namespace Tracklake.Models.Rendering;

/// <summary>How strongly the outermost operator of a piece of SQL binds, weakest first.</summary>
public enum Binding
{
    /// <summary>OR.</summary>
    Or,

    /// <summary>AND.</summary>
    And,

    /// <summary>NOT.</summary>
    Not,

    /// <summary>=, &lt;, IS NULL, IN.</summary>
    Comparison,

    /// <summary>||; where it stands among + and - differs from engine to engine, so it gets parentheses beside them.
    /// </summary>
    Concat,

    /// <summary>+ and -.</summary>
    Sum,

    /// <summary>*, / and whole division.</summary>
    Product,

    /// <summary>A name, a constant, a call: nothing can tear it apart.</summary>
    Whole,
}

/// <summary>A piece of SQL and how strongly it holds together.</summary>
/// <param name="Text">The SQL.</param>
/// <param name="Binds">The binding of its outermost operator.</param>
public readonly record struct Phrase(string Text, Binding Binds)
{
    /// <summary>A piece that needs no parentheses anywhere.</summary>
    public static implicit operator Phrase(string text) => new(text, Binding.Whole);

    /// <summary>The text for a place in which anything weaker needs parentheses.</summary>
    public string At(Binding least) => Binds < least ? $"({Text})" : Text;
}
