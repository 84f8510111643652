using System.Text;
using Tracklake.Raw;
using Tracklake.Sources.Imports;

namespace Tracklake.Core.Tests.Imports.Datasets;

public sealed class BrokenDatasetTests : IDisposable
{
    private const string Header = "track_id,name,artist,duration_ms,popularity,explicit,release_date,album\n";

    private readonly ImportHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("b,Bad,Zoë,1,1,,", "wrong-width", "8 fields expected, 7 found.")]
    [InlineData("b,Bad,Zoë,-5,1,,,", "duration-out-of-range", "-5 ms")]
    [InlineData("b,Bad,Zoë,99999999999,1,,,", "duration-out-of-range", "99999999999 ms")]
    [InlineData("b,Bad,Zoë,201.333,1,,,", "bad-number", "'201.333' may be 201333 or 201.333")]
    [InlineData("b,Bad,Zoë,long,1,,,", "bad-number", "'long'")]
    [InlineData("b,Bad,Zoë,1,101,,,", "popularity-out-of-range", "'101'")]
    [InlineData("b,Bad,Zoë,1,-1,,,", "popularity-out-of-range", "'-1'")]
    [InlineData("b,Bad,Zoë,1,50.5,,,", "popularity-out-of-range", "'50.5'")]
    [InlineData("b,Bad,Zoë,1,1,perhaps,,", "bad-flag", "'perhaps'")]
    [InlineData("b,Bad,Zoë,1,1,,soon,", "bad-date", "'soon'")]
    [InlineData("b,,Zoë,1,1,,,", "missing-name", "names no track")]
    [InlineData(",Bad,,1,1,,,", "missing-artist", "names neither an artist")]
    [InlineData("b,Bad\0,Zoë,1,1,,,", "nul-bytes", "NUL bytes")]
    [InlineData("b,\"Bad\"x,Zoë,1,1,,,", "malformed-row", "a quote within a field must be doubled")]
    public async Task A_bad_row_is_named_by_its_place_and_its_neighbours_arrive(string row, string code, string reason)
    {
        const string First = "a,Good,Zoë,1000,,,,\n";
        home.Write("a.csv", $"{Header}{First}{row}\nc,Also good,Zoë,\"1,000\",0,,,\n");

        var result = await home.ImportAsync();

        var rejection = Assert.Single(result.Rejections);
        Assert.Equal(("a.csv", code), (rejection.Object, rejection.Code));
        Assert.Contains(reason, rejection.Reason, StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetByteCount(Header + First), rejection.Offset);
        Assert.Equal(Encoding.UTF8.GetByteCount(row), rejection.Length);
        Assert.NotNull(rejection.Content);
        Assert.Equal(2, await RowsAsync(result));
    }

    [Fact]
    public async Task An_unbalanced_quote_does_not_swallow_the_rest_of_the_file()
    {
        var rows = string.Concat(Enumerable.Range(0, 500).Select(i => $"t{i},Track {i},Zoë,1000,,,,\n"));
        home.Write("a.csv", $"{Header}x,\"Bad,Zoë,1000,,,,\n{rows}");

        var result = await home.ImportAsync();

        var rejection = Assert.Single(result.Rejections);
        Assert.Equal("open-quote", rejection.Code);
        Assert.Contains($"byte {Header.Length + 2} ", rejection.Reason, StringComparison.Ordinal);
        Assert.Equal(500, await RowsAsync(result));
    }

    [Theory]
    [InlineData("", "empty-file")]
    [InlineData("\0\0\0\0\0\0\0\0", "nul-bytes")]
    [InlineData("PK\u0003\u0004xl/workbook.xml", "not-a-table")]
    [InlineData("<!DOCTYPE html><html>", "not-a-table")]
    [InlineData("just,some\nwords,here\n", "no-header")]
    [InlineData("name\nOne\n", "unknown-columns")]
    [InlineData("name,name,artist\nOne,Two,Zoë\n", "unknown-columns")]
    public async Task A_file_that_is_no_table_of_tracks_is_named_and_the_others_arrive(string content, string code)
    {
        home.Write("bad.csv", content);
        home.Write("good.csv", "name,artist\nOne,Zoë\n");

        var result = await home.ImportAsync();

        Assert.Equal(("bad.csv", code), Assert.Single(result.Rejections.Select(r => (r.Object, r.Code))));
        Assert.Equal(1, await RowsAsync(result));
        Assert.Equal(result.Rejections, result.Batches[0].Rejected);
    }

    [Fact]
    public async Task A_table_with_nothing_but_a_header_makes_no_batch()
    {
        home.Write("a.csv", Header);

        var result = await home.ImportAsync();

        Assert.Empty(result.Batches);
        Assert.Contains("1 file: 0 taken, 1 of no use.", result.Sentences);
    }

    [Fact]
    public async Task A_gzip_under_the_name_of_a_csv_is_read()
    {
        home.Write("a.csv", ImportHome.Gzip("name,artist\nOne,Zoë\n"));

        Assert.Equal(1, await RowsAsync(await home.ImportAsync()));
    }

    [Fact]
    public async Task A_gzip_that_was_cut_short_gives_its_rows_and_says_so()
    {
        var random = new Random(3);
        var rows = string.Concat(Enumerable.Range(0, 5000).Select(i => $"One {random.Next()},Zoë {i}\n"));
        var gzip = ImportHome.Gzip($"name,artist\n{rows}");
        home.Write("a.csv.gz", gzip[..(gzip.Length / 2)]);

        var result = await home.ImportAsync();

        Assert.Contains(result.Rejections, r => r.Code == "truncated-gzip");
        Assert.InRange(await RowsAsync(result), 1000, 4000);
    }

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(Western) },
        { "UTF-8 with a mark", [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(Western)] },
        { "UTF-16 LE", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Western)] },
        { "UTF-16 BE", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Western)] },
        { "UTF-16 LE without a mark", Encoding.Unicode.GetBytes(Western) },
        { "Latin-1", Encoding.Latin1.GetBytes(Western) },
        { "Windows-1252", System.Text.CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(Western) },
    };

    private static string Western => "name,artist\n" + string.Concat(Enumerable.Range(0, 40).Select(
        i => $"Déjà vu à la fête {i},Beyoncé\nCafé del mar señor {i},Motörhead\nFür Elise {i},Björk\n"));

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Names_are_right_whatever_the_file_is_encoded_in(string name, byte[] content)
    {
        Assert.NotEmpty(name);
        home.Write("a.csv", content);

        var result = await home.ImportAsync();

        var text = Encoding.UTF8.GetString((await home.BodiesAsync(Assert.Single(result.Batches)))[0].Body);
        Assert.Equal(120, await RowsAsync(result));
        Assert.All((string[])["Beyoncé", "Motörhead", "Björk", "Déjà vu à la fête 0"],
            n => Assert.Contains($"\"{n}\"", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_UTF_8_file_with_one_broken_byte_is_refused_with_its_place()
    {
        var bytes = Encoding.UTF8.GetBytes(Western);
        var at = bytes.Length - 20;
        bytes[at] = 0xff;
        home.Write("a.csv", bytes);

        var rejection = Assert.Single((await home.ImportAsync()).Rejections);

        Assert.Equal(("bad-encoding", at), (rejection.Code, rejection.Offset));
    }

    [Fact]
    public async Task A_file_in_an_encoding_that_cannot_be_told_is_refused_with_the_byte_that_breaks()
    {
        home.Write("a.csv", [.. "name,artist\nOne,"u8, 0x83, 0x56, 0x83, 0x8d, 0x81, 0x40, .. "\n"u8]);

        var rejection = Assert.Single((await home.ImportAsync()).Rejections);

        Assert.Equal("bad-encoding", rejection.Code);
        Assert.InRange(rejection.Offset, 16, 21);
    }

    [Theory]
    [InlineData(1250, "Małomiasteczkowy,Dawid Podsiadło\nŚwięta w łóżku,Żółć Gęś\n")]
    [InlineData(1251, "Звезда по имени Солнце,Кино\nГруппа крови,Кино\n")]
    [InlineData(1254, "Şıkıdım,Tarkan\nGülümse çocuğum,Sezen Aksu\n")]
    public async Task Another_code_page_is_refused_rather_than_made_wrong_names_of(int codePage, string rows)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        home.Write("a.csv", encoding.GetBytes("name,artist\n" + string.Concat(Enumerable.Repeat(rows, 40))));

        var result = await home.ImportAsync();

        Assert.Equal("bad-encoding", Assert.Single(result.Rejections).Code);
        Assert.Empty(result.Batches);
    }

    [Fact]
    public async Task One_letter_that_is_not_English_is_enough_where_it_is_the_same_in_every_likely_encoding()
    {
        home.Write("a.csv", Encoding.Latin1.GetBytes("name,artist\nHalo,Beyoncé\n"));

        var body = (await home.BodiesAsync(Assert.Single((await home.ImportAsync()).Batches)))[0].Body;

        Assert.Contains("\"Beyoncé\"", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    private async Task<long> RowsAsync(ImportResult result)
    {
        var rows = 0L;
        foreach (var batch in result.Batches)
            rows += (await home.BodiesAsync(batch)).Sum(b => b.Entry.Kind == RawKind.TrackLines ? b.Entry.Lines!.Value : 0);
        return rows;
    }
}
