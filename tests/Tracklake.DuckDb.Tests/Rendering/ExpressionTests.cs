using Tracklake.DuckDb.Tests.Scripts;
using Tracklake.Models;
using Tracklake.Models.Rendering;

namespace Tracklake.DuckDb.Tests.Rendering;

/// <summary>An expression has one meaning: what each dialect's text computes, on DuckDB or on a stand-in.</summary>
public sealed class ExpressionTests : IDisposable
{
    private static readonly Column X = Column.Text("x", "");
    private static readonly Column N = Column.Int64("n", "");
    private static readonly Column Small = Column.Int32("small", "");
    private static readonly Column D = Column.Int64("d", "");
    private static readonly Column Day = Column.Date("on_day", "");

    private readonly string _temporary = Directory.CreateTempSubdirectory("tracklake-").FullName;
    private readonly Dictionary<Dialect, DuckDbSession> _sessions = [];

    public static TheoryData<Dialect> Each => [.. Dialects.All];

    [Theory]
    [MemberData(nameof(Each))]
    public void A_ratio_is_rounded_half_up_exactly_whatever_its_factors(Dialect dialect)
    {
        var random = new Random(1);
        (int Scale, int Times, int Per)[] factors =
            [(2, 1, 1), (2, 100, 1), (2, 1, 60_000), (0, 3, 7), (6, 1, 12), (3, 6, 4)];
        foreach (var (scale, times, per) in factors)
        {
            Expr numerator = N, denominator = D;
            var ratio = Sql.Ratio(
                times == 1 ? numerator : numerator * times, per == 1 ? denominator : denominator * per, scale);
            for (var i = 0; i < 60; i++)
            {
                var (n, d) = (random.NextInt64(0, 1_000_000_000), random.NextInt64(1, 1_000));
                if (i % 3 == 0)
                    n = d * random.Next(0, 500) / 2; // halves are common here
                var expected = Math.Round((decimal)(n * times) / (d * per), scale, MidpointRounding.AwayFromZero);
                Assert.Equal(expected, Evaluate(dialect, ratio, $"CAST({n} AS BIGINT) AS n, CAST({d} AS BIGINT) AS d"));
            }
            Assert.Null(Evaluate(dialect, ratio, "1 AS n, 0 AS d"));
            Assert.Null(Evaluate(dialect, ratio, "CAST(NULL AS BIGINT) AS n, 1 AS d"));
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void A_ratio_to_a_constant_is_that_too(Dialect dialect)
    {
        var minutes = DerivedColumns.InMinutes(N);
        foreach (var n in (int[])[0, 299, 300, 301, 899, 900, 199_500, 200_100, 61_234, 123_456_789])
        {
            Assert.Equal(
                Math.Round(n / 60_000m, 2, MidpointRounding.AwayFromZero),
                Evaluate(dialect, minutes, $"CAST({n} AS BIGINT) AS n"));
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Integers_are_64_bits_wide(Dialect dialect)
    {
        Expr small = Small;
        Assert.Equal(2_147_484_147L, Evaluate(dialect, small + 500, "2147483647 AS small"));
        Assert.Equal(6_442_450_941L, Evaluate(dialect, small * 3, "2147483647 AS small"));
        Assert.Equal("2147483", Evaluate(dialect, Sql.Div(small, 1000).As(DataType.Text), "2147483647 AS small"));
        Assert.Equal(-2_147_483_647L, Evaluate(dialect, (Expr)0 - small, "2147483647 AS small"));
        Assert.Equal(4L, Evaluate(dialect, (small - 3) - (small - 7), "1 AS small"));
        Assert.Equal(18L, Evaluate(dialect, (small + 2) * (small + 5), "1 AS small"));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void A_partial_date_is_its_first_day_or_unknown(Dialect dialect)
    {
        (string Sql, string? Expected)[] cases =
        [
            ("'2020'", "2020-01-01"), ("'1998-05'", "1998-05-01"), ("'2024-02-29'", "2024-02-29"),
            ("'0001'", null), ("'1582-12-31'", null), ("'1583'", "1583-01-01"), ("'2023-02-29'", null), ("'0000'", null), ("'0000-01-01'", null),
            ("'20200101'", null), ("''", null), ("'1e3'", null), ("'2020-13'", null), ("' 2020'", null),
            ("'2020' || chr(10)", null), ("'2020-01-01' || chr(10)", null), ("'٢٠٢٠'", null), ("'2020-1'", null),
            ("'-2020'", null), ("'12020'", null), ("CAST(NULL AS VARCHAR)", null),
        ];
        foreach (var (sql, expected) in cases)
        {
            var found = Evaluate(dialect, Sql.ParsePartialDate(X), $"{sql} AS x");
            Assert.Equal((sql, expected), (sql, found is DateOnly day ? $"{day:yyyy-MM-dd}" : null));
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Digits_are_a_number_or_unknown(Dialect dialect)
    {
        (string Sql, int? Expected)[] cases =
        [
            ("'0'", 0), ("'007'", 7), ("'999999999'", 999_999_999), ("'1000000000'", null), ("''", null),
            ("' 12'", null), ("'1e3'", null), ("'-1'", null), ("'1.0'", null), ("'12' || chr(10)", null), ("'٢'", null),
        ];
        foreach (var (sql, expected) in cases)
            Assert.Equal((sql, (object?)expected), (sql, Evaluate(dialect, Sql.ParseDigits(X), $"{sql} AS x")));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Texts_are_sequences_of_code_points(Dialect dialect)
    {
        Assert.Equal("οδοσ i éß𝄞", Evaluate(dialect, Sql.Lower(X), "'ΟΔΟΣ İ Éß𝄞' AS x"));
        Assert.Equal(4L, Evaluate(dialect, Sql.Length(X), "'𝄞é鍵!' AS x"));
        Assert.Equal("é鍵", Evaluate(dialect, Sql.Substring(X, 2, 2), "'𝄞é鍵!' AS x"));
        Assert.Equal("\ta b\u00a0", Evaluate(dialect, Sql.Trim(X), "'  ' || chr(9) || 'a b' || chr(160) || '  ' AS x"));
        Assert.Null(Evaluate(dialect, Sql.Concat(X, "|", "y"), "CAST(NULL AS VARCHAR) AS x"));
        Assert.Equal(CanonicalRow.Hex("鍵"), Evaluate(dialect, Sql.Md5(X), "'鍵' AS x"));
        Assert.Equal("it's a \\ \"q\" `b` İΣ", Evaluate(dialect, "it's a \\ \"q\" `b` İΣ", "1 AS n"));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Days_are_added_and_the_lesser_of_two_that_are_there_counts(Dialect dialect)
    {
        Assert.Equal(new DateOnly(2024, 2, 29), Evaluate(dialect, Sql.AddDays(Day, -1), "DATE '2024-03-01' AS on_day"));
        Assert.Equal(1999, Evaluate(dialect, Sql.ToInt32(Sql.YearOf(Day)), "DATE '1999-12-31' AS on_day"));
        var least = new Call(Function.Least, [N, D], DataType.Int64, true);
        var greatest = new Call(Function.Greatest, [N, D], DataType.Int64, true);
        (string Values, long? Low, long? High)[] cases =
        [
            ("1 AS n, 2 AS d", 1, 2), ("NULL AS n, 2 AS d", 2, 2), ("1 AS n, NULL AS d", 1, 1),
            ("CAST(NULL AS BIGINT) AS n, CAST(NULL AS BIGINT) AS d", null, null),
        ];
        foreach (var (values, low, high) in cases)
        {
            Assert.Equal((object?)low, Number(Evaluate(dialect, least, values)));
            Assert.Equal((object?)high, Number(Evaluate(dialect, greatest, values)));
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Operators_bind_as_the_model_says(Dialect dialect)
    {
        Expr n = N, d = D, x = X;
        const string values = "2 AS n, 3 AS d, 'a' AS x";
        Assert.Equal(true, Evaluate(dialect, !(n.Eq(1) & d.Eq(3)), values));
        Assert.Equal(false, Evaluate(dialect, !n.Eq(1) & d.Eq(4), values));
        Assert.Equal(true, Evaluate(dialect, n.Eq(2) | (d.Eq(4) & x.Eq("b")), values));
        Assert.Equal(false, Evaluate(dialect, (n.Eq(2) | d.Eq(4)) & x.Eq("b"), values));
        Assert.Equal(true, Evaluate(dialect, Sql.Concat(x, "b").Eq(Sql.Concat("a", Sql.Concat("b", ""))), values));
        Assert.Equal(false, Evaluate(dialect, n.Eq(2).IsNull(), values));
        Assert.Equal(true, Evaluate(dialect, Sql.Concat(x, "b").In("ab", "c").Eq(true), values));
        var text = Sql.When(n > 100 & d > 100 & x.Ne("a very long text that breaks the line"), "short").Else("long");
        Assert.Equal("long", Evaluate(dialect, text, values));
    }

    public void Dispose()
    {
        foreach (var session in _sessions.Values)
            session.Dispose();
        Directory.Delete(_temporary, recursive: true);
    }

    private static object? Number(object? value) =>
        value is null ? null : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);

    private object? Evaluate(Dialect dialect, Expr expr, string values)
    {
        if (!_sessions.TryGetValue(dialect, out var session))
        {
            session = DuckDbSession.InMemory(new DuckDbSettings { TemporaryFolder = _temporary });
            foreach (var macro in new StandIn(dialect).Macros)
                session.Execute($"CREATE MACRO {macro}");
            _sessions.Add(dialect, session);
        }
        var text = Dialects.Renderer(dialect).Render(expr);
        var said = dialect == Dialect.DuckDb ? text : new StandIn(dialect).Translate(text);
        return session.Row($"SELECT {said} FROM (SELECT {values})")[0];
    }
}
