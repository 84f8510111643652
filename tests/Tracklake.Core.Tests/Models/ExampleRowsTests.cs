using Tracklake.Models;
using Tracklake.Models.Examples;
using Tracklake.Models.Silver;

namespace Tracklake.Core.Tests.Models;

/// <summary>Tables of text are read as they look.</summary>
public sealed class ExampleRowsTests
{
    [Fact]
    public void Cells_are_what_stands_between_bars_and_quotes_keep_what_is_in_them()
    {
        var rows = ExampleRows.Parse("""
            id | name            | note
            1  | 'a | b'         | null
            2  | ''              | 'null'
            3  | 'it''s'         | plain text
            """);

        Assert.Equal(["id", "name", "note"], rows.Columns);
        Assert.Equal(
            [["1", "a | b", null], ["2", "", "null"], ["3", "it's", "plain text"]],
            rows.Rows.Select(r => r.ToArray()));
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var rows = new ExampleRows(["a", "b"], [["x|y", null], ["", "null"], [" spaced ", "'"], ["long enough", "z"]]);

        var again = ExampleRows.Parse(rows.ToString());

        Assert.Equal(rows.Rows.Select(r => r.ToArray()), again.Rows.Select(r => r.ToArray()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a | b\n1")]
    [InlineData("a\n'open")]
    [InlineData("a | b\n'x' y | z")]
    public void A_table_that_is_not_one_is_refused(string text) =>
        Assert.Throws<ModelException>(() => ExampleRows.Parse(text));

    [Fact]
    public void An_example_is_given_before_it_expects_and_expects_before_it_goes_on()
    {
        var example = new Example("x");
        Assert.Throws<ModelException>(() => example.Expect("a"));
        Assert.Throws<ModelException>(
            () => example.Given(TracksSilver.Table, "track_id").Then(TracksSilver.Table, "track_id"));
    }
}
