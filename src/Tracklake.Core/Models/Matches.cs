namespace Tracklake.Models;

/// <summary>
/// Whether a text matches a pattern as a whole. The pattern is of <see cref="TextPattern"/>, the subset in which the
/// engines' regular expressions agree; made by <see cref="Of"/>, which refuses any other. A renderer anchors it where
/// its engine does not, and doubles backslashes where its literals need that.
/// </summary>
public sealed record Matches : Expr
{
    private Matches(Expr operand, string pattern)
        : base(DataType.Boolean, operand.Nullable) => (Operand, Pattern) = (operand, pattern);

    /// <summary>The text.</summary>
    public Expr Operand { get; }

    /// <summary>The pattern, not anchored.</summary>
    public string Pattern { get; }

    /// <summary>Checks text and pattern and makes the expression.</summary>
    /// <exception cref="ModelException">The operand is no text, or the pattern is not portable.</exception>
    public static Expr Of(Expr operand, string pattern)
    {
        TextPattern.Validate(pattern);
        return new Matches(Need.Is(operand, TypeKind.Text, "Matches"), pattern);
    }
}
