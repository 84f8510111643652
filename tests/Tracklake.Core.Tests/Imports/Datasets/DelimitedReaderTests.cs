using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tracklake.Sources.Imports.Datasets;

namespace Tracklake.Core.Tests.Imports.Datasets;

public sealed class DelimitedReaderTests
{
    private static readonly Encoding[] Encodings =
        [new UTF8Encoding(false, true), new UnicodeEncoding(false, false, true), new UnicodeEncoding(true, false, true)];

    [Fact]
    public void Any_table_that_is_written_right_is_read_back_with_right_offsets()
    {
        var fields = Gen.Elements("", "a", "Zoë 夜🪐", ",", "\"", "\n", "\r\n", "\t", ";", "x,y", "say \"hi\"", " ", "'", "\\")
            .ListOf().Where(l => l.Count < 5).Select(string.Concat);
        var tables =
            from width in Gen.Choose(2, 5)
            from rows in fields.ListOf(width).ListOf()
            from quotes in Gen.Choose(0, int.MaxValue)
            from delimiter in Gen.Elements(',', ';', '\t')
            from end in Gen.Elements("\n", "\r\n")
            from encoding in Gen.Elements(Encodings)
            from last in Gen.Elements(true, false)
            select (rows, quotes, delimiter, end, encoding, last);

        Prop.ForAll(tables.ToArbitrary(), table =>
        {
            var random = new Random(table.quotes);
            var text = new StringBuilder();
            var offsets = new List<(long, long)>();
            foreach (var row in table.rows)
            {
                var line = string.Join(table.delimiter, row.Select(f => Quote(f, table.delimiter, random)));
                offsets.Add((table.encoding.GetByteCount(text.ToString()), table.encoding.GetByteCount(line)));
                text.Append(line).Append(table.end);
            }
            if (!table.last && text.Length > 0)
                text.Length -= table.end.Length;

            var reader = new DelimitedReader(
                new Trickle(table.encoding.GetBytes(text.ToString())), table.encoding, 0, table.delimiter);
            foreach (var (row, (offset, length)) in table.rows.Zip(offsets))
            {
                Assert.True(reader.Read());
                Assert.Null(reader.Fault);
                Assert.Equal(row, reader.Fields);
                Assert.Equal((offset, length), (reader.Offset, reader.Length));
            }
            Assert.False(reader.Read());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_quote_without_an_end_costs_its_line_and_names_its_byte()
    {
        var rest = string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},b\n"));
        var reader = Reader($"é,\"never closed\n{rest}");

        Assert.True(reader.Read());
        Assert.Equal("open-quote", reader.FaultCode);
        Assert.Contains("byte 3 ", reader.Fault, StringComparison.Ordinal);
        var rows = 0;
        while (reader.Read())
            Assert.Equal([$"{rows++}", "b"], reader.Fields);
        Assert.Equal(200, rows);
    }

    [Fact]
    public void A_quote_that_the_end_of_the_file_closes_gives_back_what_it_swallowed()
    {
        var reader = Reader("a,\"x\n1,2\n3,4");

        Assert.True(reader.Read());
        Assert.Equal((0, 4), (reader.Offset, reader.Length));
        Assert.True(reader.Read());
        Assert.Equal(["1", "2"], reader.Fields);
        Assert.Equal(5, reader.Offset);
        Assert.True(reader.Read());
        Assert.Equal(["3", "4"], reader.Fields);
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_field_of_more_than_a_megabyte_is_a_quote_without_an_end()
    {
        var reader = Reader($"a,\"{new string('x', 3_000_000)}\n1,2\n");

        Assert.True(reader.Read());
        Assert.Equal("open-quote", reader.FaultCode);
        Assert.True(reader.Read());
        Assert.Equal(["1", "2"], reader.Fields);
        Assert.Equal(3_000_004, reader.Offset);
    }

    [Fact]
    public void Text_behind_a_closing_quote_is_named_with_its_byte()
    {
        var reader = Reader("a,\"b\"c,d\n1,2,3\n");

        Assert.True(reader.Read());
        Assert.Contains("byte 4:", reader.Fault, StringComparison.Ordinal);
        Assert.True(reader.Read());
        Assert.Equal(["1", "2", "3"], reader.Fields);
    }

    private static DelimitedReader Reader(string text) =>
        new(new MemoryStream(Encoding.UTF8.GetBytes(text)), new UTF8Encoding(false, true), 0, ',');

    private static string Quote(string field, char delimiter, Random random) =>
        field.AsSpan().ContainsAny(['"', '\n', '\r', delimiter]) || random.Next(3) == 0
            ? '"' + field.Replace("\"", "\"\"", StringComparison.Ordinal) + '"'
            : field;

    /// <summary>Gives a few bytes at a time, so that every boundary is met.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        private int step;

        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, 1 + step++ % 7));
    }
}
