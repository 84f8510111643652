using static Tracklake.Models.Sql;

namespace Tracklake.Models.Checking;

/// <summary>A text matches a pattern from its first to its last character, where it is there.</summary>
/// <param name="Column">The column.</param>
/// <param name="Pattern">A pattern of <see cref="TextPattern"/>.</param>
/// <param name="What">What such a text is: an ISRC, a Spotify id.</param>
public sealed record MatchesPattern(Column Column, string Pattern, string What)
    : RowCheck(CheckName.Of(Column, "matches_pattern"))
{
    /// <inheritdoc/>
    public override string Kind => "matches_pattern";

    /// <inheritdoc/>
    public override string Rule => $"{Column.Name} must be {What}.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column];

    /// <inheritdoc/>
    public override Expr Failing(CheckTime time) => !Matches.Of(Column, Pattern);
}

/// <summary>A text has so many code points, both bounds included, where it is there.</summary>
/// <param name="Column">The column.</param>
/// <param name="Least">At least.</param>
/// <param name="Most">At most.</param>
public sealed record LengthBetween(Column Column, int Least, int Most)
    : RowCheck(CheckName.Of(Column, "length_between", Least, "and", Most))
{
    /// <inheritdoc/>
    public override string Kind => "length_between";

    /// <inheritdoc/>
    public override string Rule => Least == Most
        ? $"{Column.Name} must have {Least} characters."
        : $"{Column.Name} must have {Least} to {Most} characters.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column];

    /// <inheritdoc/>
    public override Expr Failing(CheckTime time) => Length(Column) < Least | Length(Column) > Most;

    /// <inheritdoc/>
    public override Expr? Proof(CheckTime time) => BoundsProof(Length(Column), Least, Most);
}

/// <summary>What is wrong with a text that no reader would see.</summary>
public enum TextFault
{
    /// <summary>Nothing but spaces, or nothing at all.</summary>
    Blank,

    /// <summary>Spaces before or after.</summary>
    SurroundingSpaces,

    /// <summary>Control characters: line ends, tabs, NUL.</summary>
    ControlCharacters,

    /// <summary>U+FFFD: bytes were decoded by the wrong encoding.</summary>
    ReplacementCharacter,
}

/// <summary>A text has not a certain fault, where it is there.</summary>
/// <param name="Column">The column.</param>
/// <param name="Fault">The fault.</param>
public sealed record CleanText(Column Column, TextFault Fault) : RowCheck(CheckName.Of(Column, WordOf(Fault)))
{
    // The control characters of C0 and DEL; C1 are letters in the code pages that texts come from.
    private const string NoControl = "[^\u0001-\u001f\u007f]*";

    /// <inheritdoc/>
    public override string Kind => WordOf(Fault);

    /// <inheritdoc/>
    public override string Rule => Fault switch
    {
        TextFault.Blank => $"{Column.Name} must not be blank.",
        TextFault.SurroundingSpaces => $"{Column.Name} must not begin or end with a space.",
        TextFault.ControlCharacters => $"{Column.Name} must hold no control characters.",
        TextFault.ReplacementCharacter =>
            $"{Column.Name} must hold no U+FFFD, which stands for bytes that were read in the wrong encoding.",
        _ => throw new ModelException($"No rule for {Fault}."),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column];

    /// <inheritdoc/>
    public override Expr Failing(CheckTime time) => Fault switch
    {
        TextFault.Blank => Trim(Column).Eq(""),
        TextFault.SurroundingSpaces => Trim(Column).Ne(Column),
        TextFault.ControlCharacters => !Matches.Of(Column, NoControl),
        TextFault.ReplacementCharacter => Contains(Column, "\ufffd"),
        _ => throw new ModelException($"No condition for {Fault}."),
    };

    /// <inheritdoc/>
    /// <remarks>A text that comes after every space is not blank. One that does not is looked at, and is rare.</remarks>
    public override Expr? Proof(CheckTime time) =>
        Fault == TextFault.Blank ? Coalesce(Min(Column) >= "!", true) : null;

    private static string WordOf(TextFault fault) => fault switch
    {
        TextFault.Blank => "not_blank",
        TextFault.SurroundingSpaces => "no_surrounding_spaces",
        TextFault.ControlCharacters => "no_control_characters",
        TextFault.ReplacementCharacter => "no_replacement_character",
        _ => throw new ModelException($"No word for {fault}."),
    };
}
