using System.Globalization;
using System.Numerics;
using Tracklake.DuckDb.Tests.Scripts;
using Tracklake.Models;
using Tracklake.Models.Rendering;

namespace Tracklake.DuckDb.Tests.Rendering;

/// <summary>
/// The checksum of nasty values is what the definition says, on DuckDB for real and, for the other dialects, as a
/// stand-in computes their text.
/// </summary>
public sealed class ChecksumTests : IDisposable
{
    private static readonly Column Key = Column.Text("k", "").NotNull();

    private static readonly IReadOnlyList<Column> Columns =
    [
        Key, Column.Text("t", ""), Column.Boolean("b", ""), Column.Int32("i", ""), Column.Int64("l", ""),
        Column.Decimal("d", 38, 6, ""), Column.Decimal("m", 18, 2, "").NotNull(), Column.Date("on_day", ""),
        Column.Timestamp("at_time", ""), Column.Int64("_run_id", ""),
    ];

    private static readonly IReadOnlyList<(string? Sql, string Canonical)> Texts =
    [
        ("''", "s:"), ("'~'", "s:~"), ("'s:~'", "s:s:~"), ("'𝄞😀 é Σς İ'", "s:𝄞😀 é Σς İ"),
        ("'a' || chr(31) || 'b'", "s:a\u001fb"), ("'e' || chr(769)", "s:e\u0301"),
        ("'it''s \\ \"q\" `b`'", "s:it's \\ \"q\" `b`"), ("' 1 '", "s: 1 "), (null, "~"),
        ("repeat('ß', 5000)", "s:" + new string('ß', 5000)),
    ];

    private static readonly IReadOnlyList<(string? Sql, string Canonical)> Decimals =
    [
        ("0", "0.000000"), ("-0.0", "0.000000"), ("-0.5", "-0.500000"), ("0.000001", "0.000001"),
        ("-0.000001", "-0.000001"),
        ("99999999999999999999999999999999.999999", "99999999999999999999999999999999.999999"),
        ("-99999999999999999999999999999999.999999", "-99999999999999999999999999999999.999999"), (null, "~"),
        ("12345678901234567890123456789012.5", "12345678901234567890123456789012.500000"),
    ];

    private static readonly IReadOnlyList<(string? Sql, string Canonical)> Days =
    [
        ("DATE '0001-01-01'", "0001-01-01"), ("DATE '0999-12-31'", "0999-12-31"), ("DATE '1582-10-10'", "1582-10-10"),
        ("DATE '1969-12-31'", "1969-12-31"), ("DATE '2024-02-29'", "2024-02-29"),
        ("DATE '9999-12-31'", "9999-12-31"), (null, "~"),
    ];

    private static readonly IReadOnlyList<(string? Sql, string Canonical)> Instants =
    [
        ("1970-01-01 00:00:00", "0"), ("1969-12-31 23:59:59.999999", "-1"), ("1969-12-31 23:59:59.999", "-1000"),
        ("1969-12-31 23:59:59.998001", "-1999"), ("0001-01-01 00:00:00", "-62135596800000000"),
        ("1900-01-01 00:00:00.000001", "-2208988799999999"), ("2026-03-29 01:30:00.5", "1774747800500000"),
        ("9999-12-31 23:59:59.999999", "253402300799999999"), (null, "~"),
    ];

    private readonly string _temporary = Directory.CreateTempSubdirectory("tracklake-").FullName;
    private readonly DuckDbSession _session;

    public ChecksumTests() => _session = DuckDbSession.InMemory(new DuckDbSettings { TemporaryFolder = _temporary });

    public static TheoryData<Dialect> Each => [.. Dialects.All];

    [Theory]
    [MemberData(nameof(Each))]
    public void Nasty_values_have_the_checksum_that_the_definition_gives(Dialect dialect)
    {
        var rows = Rows(dialect);
        Load(dialect, rows);
        var checksum = TableChecksum.Of(dialect);

        var total = Row(dialect, checksum.Total(Columns, "nasty"));

        Assert.Equal(rows.Count, (long)total[0]!);
        Assert.Equal(Sum(rows), (string)total[1]!);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Segments_add_up_and_lead_to_the_rows_that_differ(Dialect dialect)
    {
        var rows = Rows(dialect);
        Load(dialect, rows);
        var checksum = TableChecksum.Of(dialect);
        var before = Segments(dialect, checksum);
        Assert.Equal(
            rows.GroupBy(r => r.Segment).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, (long)g.Count(), Sum(g))),
            before);

        var changed = rows[7];
        _session.Execute($"UPDATE nasty SET i = COALESCE(i, 0) - 1 WHERE k = {changed.Values[0].Sql}");
        var differ = Segments(dialect, checksum).Except(before).Select(s => s.Segment).ToList();

        Assert.Equal([changed.Segment], differ);
        var found = _session.Rows(Said(dialect, checksum.RowsOf(Columns, [Key], "nasty", differ))).ToList();
        var expected = rows.Where(r => r.Segment == changed.Segment).Select(r => r.Values[0].Canonical);
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Select(r => (string)r[0]!));
        Assert.DoesNotContain(changed.Text, found.Select(r => (string)r[1]!));
    }

    [Fact]
    public void The_zone_of_the_session_does_not_matter_on_DuckDB()
    {
        var rows = Rows(Dialect.DuckDb);
        Load(Dialect.DuckDb, rows);
        _session.Execute("SET TimeZone = 'Pacific/Apia'");

        Assert.Equal(Sum(rows), (string)_session.Row(TableChecksum.Of(Dialect.DuckDb).Total(Columns, "nasty"))[1]!);
    }

    [Fact]
    public void No_rows_have_the_checksum_0()
    {
        Load(Dialect.DuckDb, []);

        Assert.Equal([0L, "0"], _session.Row(TableChecksum.Of(Dialect.DuckDb).Total(Columns, "nasty")));
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_temporary, recursive: true);
    }

    private static string Sum(IEnumerable<CanonicalRow> rows) =>
        rows.Aggregate(BigInteger.Zero, (sum, row) => sum + row.Share).ToString(CultureInfo.InvariantCulture);

    /// <summary>As many rows as the longest list of values twice over, in combinations that follow from the number.</summary>
    private static List<CanonicalRow> Rows(Dialect dialect)
    {
        // An instant is one with a zone on DuckDB and Spark, and without on the other two.
        var type = dialect is Dialect.DuckDb or Dialect.Spark ? "TIMESTAMPTZ" : "TIMESTAMP";
        var zone = type == "TIMESTAMPTZ" ? "+00" : "";
        static CanonicalValue OfText((string? Sql, string Canonical) v) => new(v.Sql, v.Canonical);
        static CanonicalValue Of(long n) => new($"{n}", $"{n}");
        return
        [
            .. Enumerable.Range(0, 40).Select(n =>
            {
                var (instant, micros) = Instants[n * 5 % Instants.Count];
                return new CanonicalRow(
                [
                    new($"'key {n} 鍵'", $"s:key {n} 鍵"), OfText(Texts[n % Texts.Count]),
                    (n % 3) switch { 0 => new("TRUE", "1"), 1 => new("FALSE", "0"), _ => CanonicalValue.Missing },
                    (n % 4) switch { 0 => Of(int.MinValue), 1 => Of(0), 2 => Of(int.MaxValue), _ => CanonicalValue.Missing },
                    n % 2 == 0 ? Of(long.MinValue) : Of(long.MaxValue),
                    OfText(Decimals[n * 7 % Decimals.Count]), new($"-{n}.5", $"-{n}.50"), OfText(Days[n * 3 % Days.Count]),
                    new(instant is null ? null : $"{type} '{instant}{zone}'", micros),
                ]);
            }),
        ];
    }

    private void Load(Dialect dialect, List<CanonicalRow> rows)
    {
        foreach (var macro in new StandIn(dialect).Macros)
            _session.Execute($"CREATE MACRO {macro}");
        var instant = dialect is Dialect.DuckDb or Dialect.Spark ? "TIMESTAMPTZ" : "TIMESTAMP";
        var columns = Columns.Select(c =>
            $"{c.Name} {(c.Type.Kind == TypeKind.Timestamp ? instant : DuckDbRenderer.TypeName(c.Type))}");
        _session.Execute($"CREATE TABLE nasty ({string.Join(", ", columns)})");
        foreach (var (row, n) in rows.Select((r, n) => (r, n)))
        {
            var values = string.Join(", ", row.Values.Select(v => v.Sql ?? "NULL"));
            _session.Execute($"INSERT INTO nasty VALUES ({values}, {n})");
        }
    }

    private List<(string Segment, long Rows, string Checksum)> Segments(Dialect dialect, TableChecksum checksum) =>
    [
        .. _session.Rows(Said(dialect, checksum.Segments(Columns, [Key], "nasty")))
            .Select(r => ((string)r[0]!, (long)r[1]!, (string)r[2]!)),
    ];

    private object?[] Row(Dialect dialect, string sql) => _session.Row(Said(dialect, sql));

    private static string Said(Dialect dialect, string sql) =>
        dialect == Dialect.DuckDb ? sql : new StandIn(dialect).Translate(sql);
}
