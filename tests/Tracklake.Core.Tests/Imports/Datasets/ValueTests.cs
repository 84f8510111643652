using System.Globalization;
using Tracklake.Sources.Imports;
using Tracklake.Sources.Imports.Datasets;

namespace Tracklake.Core.Tests.Imports.Datasets;

public sealed class ValueTests
{
    [Theory]
    [InlineData("201333", "201333")]
    [InlineData("201333.0", "201333")]
    [InlineData("201,333", "201333")]
    [InlineData("1,201,333", "1201333")]
    [InlineData("1.201.333", "1201333")]
    [InlineData("201 333", "201333")]
    [InlineData("201\u00a0333", "201333")]
    [InlineData("1'201'333", "1201333")]
    [InlineData("1.201.333,5", "1201333.5")]
    [InlineData("1,201,333.5", "1201333.5")]
    [InlineData("2.01333e5", "201333")]
    [InlineData("-5", "-5")]
    [InlineData("201.333", null)]
    [InlineData("20 1333", null)]
    [InlineData("1,20,333", null)]
    [InlineData("3 min", null)]
    [InlineData("0x10", null)]
    public void Milliseconds_are_read_only_where_they_have_one_meaning(string text, string? number)
    {
        var evidence = new NumberEvidence();
        evidence.Add(text);

        Assert.Equal(number is null ? null : decimal.Parse(number, CultureInfo.InvariantCulture),
            evidence.Read(text, isWhole: true, out var problem));
        Assert.Equal(number is null, problem.Length > 0);
    }

    [Theory]
    [InlineData("3.5", "1.234", 1.234)]
    [InlineData("1.234.567", "1.234", 1234)]
    [InlineData("3,5", "1,234", 1.234)]
    [InlineData("1,234,567", "1,234", 1234)]
    public void Another_value_of_the_column_says_what_a_sign_means(string other, string text, double number)
    {
        var evidence = new NumberEvidence();
        evidence.Add(other);
        evidence.Add(text);

        Assert.Equal((decimal)number, evidence.Read(text, isWhole: false, out _));
    }

    [Theory]
    [InlineData("2020-03-04", "2020-03-04")]
    [InlineData("2020-03-04T00:00:00", "2020-03-04")]
    [InlineData("2020/3/4", "2020-03-04")]
    [InlineData("20200304", "2020-03-04")]
    [InlineData("2020-03", "2020-03")]
    [InlineData("2020", "2020")]
    [InlineData("2020.0", "2020")]
    [InlineData("0000", "0000")]
    [InlineData("25/12/2020", "2020-12-25")]
    [InlineData("12/25/2020", "2020-12-25")]
    [InlineData("25.12.2020", "2020-12-25")]
    [InlineData("04/04/2020", "2020-04-04")]
    [InlineData("4 March 2020", "2020-03-04")]
    [InlineData("Mar 4, 2020", "2020-03-04")]
    [InlineData("03/04/2020", "ambiguous")]
    [InlineData("31/31/2020", "wrong")]
    [InlineData("2020-13-01", "wrong")]
    [InlineData("2021-02-29", "wrong")]
    [InlineData("1492", "wrong")]
    [InlineData("2999", "wrong")]
    [InlineData("soon", "wrong")]
    public void A_date_is_read_only_where_it_has_one_meaning(string text, string expected)
    {
        var outcome = ReleaseDate.Parse(text, null, 2027, out var date);

        Assert.Equal(expected, outcome == ReleaseDate.Outcome.Read ? date.Text : outcome.ToString().ToLowerInvariant());
    }

    [Theory]
    [InlineData(DateOrder.DayFirst, "03/04/2020", "2020-04-03")]
    [InlineData(DateOrder.MonthFirst, "03/04/2020", "2020-03-04")]
    public void A_given_order_decides(DateOrder order, string text, string expected)
    {
        ReleaseDate.Parse(text, order, 2027, out var date);

        Assert.Equal(expected, date.Text);
    }

    [Theory]
    [InlineData("A;B", 0, null, "A|B", false)]
    [InlineData("A / B", 0, null, "A|B", false)]
    [InlineData("AC/DC", 0, null, "AC/DC", false)]
    [InlineData("['A', 'B, C']", 0, null, "A|B, C", false)]
    [InlineData("""["it's", 'x']""", 0, null, "it's|x", false)]
    [InlineData("""['it\'s']""", 0, null, "it's", false)]
    [InlineData("""["A","B\u00eb"]""", 0, null, "A|Bë", false)]
    [InlineData("A, B", 2, null, "A|B", false)]
    [InlineData("Tyler, The Creator", 1, null, "Tyler, The Creator", false)]
    [InlineData("Tyler, The Creator", 0, null, "Tyler, The Creator", true)]
    [InlineData("Tyler, The Creator", 0, "none", "Tyler, The Creator", false)]
    [InlineData("A, B", 0, ",", "A|B", false)]
    [InlineData("A & B", 0, " & ", "A|B", false)]
    [InlineData("Solo, Other", 0, null, "Solo|Other", false)]
    [InlineData("Solo, Stranger", 0, null, "Solo, Stranger", true)]
    [InlineData("Plain", 0, null, "Plain", false)]
    public void Artists_are_taken_apart_only_where_that_is_sure(
        string field, int ids, string? separator, string names, bool ambiguous)
    {
        var split = ArtistNames.Split(field, ids, separator, new HashSet<string> { "solo", "other" }, out var isAmbiguous);

        Assert.Equal(names, string.Join('|', split));
        Assert.Equal(ambiguous, isAmbiguous);
    }
}
