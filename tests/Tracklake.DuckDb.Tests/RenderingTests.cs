using Tracklake.Models;
using Tracklake.Models.Rendering;

namespace Tracklake.DuckDb.Tests;

/// <summary>What DuckDB computes from an expression is what the model says it means.</summary>
public sealed class RenderingTests : IDisposable
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("tracklake-").FullName;
    private readonly DuckDbSession _session;

    public RenderingTests() => _session = DuckDbSession.InMemory(new DuckDbSettings { TemporaryFolder = _temporary });

    [Fact]
    public void A_ratio_is_rounded_half_up_exactly()
    {
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var (numerator, denominator) = (random.Next(0, 10_000_000), random.Next(1, 100_000));
            var expected = Math.Round((decimal)numerator / denominator, 2, MidpointRounding.AwayFromZero);
            Assert.Equal(expected, Evaluate(Sql.Ratio(numerator, denominator, 2)));
        }
        Assert.Equal(3.33m, Evaluate(DerivedColumns.InMinutes(199_500)));
        Assert.Equal(3.34m, Evaluate(DerivedColumns.InMinutes(200_100)));
        Assert.Null(Evaluate(Sql.Ratio(5, 0, 2)));
    }

    [Theory]
    [InlineData("2020", "2020-01-01")]
    [InlineData("1998-05", "1998-05-01")]
    [InlineData("2024-02-29", "2024-02-29")]
    [InlineData("2023-02-29", null)]
    [InlineData("0000", null)]
    [InlineData("0000-01-01", null)]
    [InlineData("1582", null)]
    [InlineData("1583", "1583-01-01")]
    [InlineData("20200101", null)]
    [InlineData("", null)]
    [InlineData("1e3", null)]
    [InlineData("2020-13", null)]
    public void A_partial_date_is_its_first_day_or_unknown(string text, string? expected) =>
        Assert.Equal(
            expected, Evaluate(Sql.ParsePartialDate(text)) is DateOnly day ? $"{day:yyyy-MM-dd}" : null);

    [Theory]
    [InlineData(179_999, "Short")]
    [InlineData(180_000, "Medium")]
    [InlineData(300_000, "Medium")]
    [InlineData(300_001, "Long")]
    public void Lengths_have_categories_with_the_bounds_of_the_design(int durationMs, string expected) =>
        Assert.Equal(expected, Evaluate(DerivedColumns.LengthCategoryOf(durationMs)));

    [Fact]
    public void The_checksum_tells_apart_what_looks_alike()
    {
        IReadOnlyList<Column> columns = [Column.Text("a", ""), Column.Text("b", ""), Column.Int32("n", "")];
        string[] contents =
        [
            "(NULL, 'x', 1)", "('~', 'x', 1)", "('', 'x', 1)", "('x', NULL, 1)", "('x', '', 1)", "('x' || chr(31), '', 1)",
            "('x', chr(31), 1)", "('x', '', NULL)", "('x', '', -1)", "('é', '', 1)", "('e' || chr(769), '', 1)",
            "('x', '', 1), ('x', '', 1)", "('x', '', 1), ('x', '', 1), ('x', '', 1)", "(NULL, NULL, NULL)",
        ];

        var sums = contents.Select(c => (string)_session.Row(DuckDbChecksum.Of(columns, $"(VALUES {c}) AS t(a, b, n)"))[1]!).ToList();

        Assert.Equal(contents.Length, sums.Distinct().Count());
    }

    [Fact]
    public void The_checksum_does_not_depend_on_order_or_provenance()
    {
        IReadOnlyList<Column> columns = [Column.Text("a", ""), Column.Int64("_run_id", "")];

        Assert.Equal(Sum("('x', 1), ('y', 1), (NULL, 1)"), Sum("(NULL, 2), ('y', 3), ('x', 4)"));

        string Sum(string rows) => (string)_session.Row(DuckDbChecksum.Of(columns, $"(VALUES {rows}) AS t(a, _run_id)"))[1]!;
    }

    [Fact]
    public void A_model_with_operands_that_do_not_fit_is_refused_when_it_is_built()
    {
        Expr text = Column.Text("name", "");
        Assert.Throws<ModelException>(() => text + 1);
        Assert.Throws<ModelException>(() => text.Eq(1));
        Assert.Throws<ModelException>(() => Sql.Coalesce(text, 1));
        Assert.Throws<ModelException>(() => Column.Int64("n", "").Is(1) is var output
            ? Query.From(Models.Gold.ArtistStats.Table).Select(output, output)
            : null);
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_temporary, recursive: true);
    }

    private object? Evaluate(Expr expr) => _session.Row($"SELECT {new DuckDbRenderer().Render(expr)}")[0];
}
