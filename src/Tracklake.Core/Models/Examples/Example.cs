namespace Tracklake.Models.Examples;

/// <summary>
/// What a model makes of some rows: a test of the model, and an example for who reads its page. Written as tables of
/// text, a heading and a row a line, cells between bars; <c>null</c> is a missing value and <c>'..'</c> a text that
/// needs quotes. Columns that are not given are null, or a plain value where they may not be.
/// </summary>
/// <param name="Name">What the example shows, in a sentence without a full stop.</param>
public sealed record Example(string Name)
{
    /// <summary>What is given and expected, step by step: a second step is a later run that brings more.</summary>
    public IReadOnlyList<ExampleStep> Steps { get; init; } = [];

    /// <summary>Gives rows of a table that the model reads, in the first run.</summary>
    public Example Given(Table table, string rows)
    {
        var given = new GivenRows(table, ExampleRows.Parse(rows));
        return Steps is [.., { Expected: null } last]
            ? this with { Steps = [.. Steps.SkipLast(1), last with { Given = [.. last.Given, given] }] }
            : this with { Steps = [.. Steps, new ExampleStep([given], null)] };
    }

    /// <summary>Gives further rows, in a later run that folds them into what is there.</summary>
    public Example Then(Table table, string rows) => Steps is [.., { Expected: not null }]
        ? Given(table, rows)
        : throw new ModelException(
            $"The example '{Name}' goes on before it says what to expect: write Expect before Then.");

    /// <summary>Says all rows that the model's table has after the run, in the columns that matter, in any
    /// order.</summary>
    public Example Expect(string rows) => Steps is [.., { Expected: null } last]
        ? this with { Steps = [.. Steps.SkipLast(1), last with { Expected = ExampleRows.Parse(rows) }] }
        : throw new ModelException($"The example '{Name}' expects rows of nothing: write Given or Then before Expect.");
}

/// <summary>A run of an example.</summary>
/// <param name="Given">The rows that it brings.</param>
/// <param name="Expected">The rows that the model's table has then; null while the example is written.</param>
public sealed record ExampleStep(IReadOnlyList<GivenRows> Given, ExampleRows? Expected);

/// <summary>Rows of a table that a model reads.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">The rows, in some of its columns.</param>
public sealed record GivenRows(Table Table, ExampleRows Rows);
