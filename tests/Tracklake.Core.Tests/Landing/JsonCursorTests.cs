using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tracklake.Landing.Json;

namespace Tracklake.Core.Tests.Landing;

public sealed class JsonCursorTests
{
    private static readonly string[] Valid =
    [
        """ {"a" : [1, -0.5e+3, 0, true, false, null, "x\u00e9\n\"", {}, []], "b":{"c":"long enough for a whole vector of bytes"}} """,
        "\"just text\"", "-12.50E-7", "[[[[]]],{\"\":{}}]", "null", "{\"é夜🪐\":\"🪐\"}", "\t[ ]\r\n",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u12", "\\x", "0", "1", "-", ".", "e", "+", "t", "null", " ", "\n", "\u0001",
        "é", "\0",
    ];

    [Fact]
    public void It_reads_the_same_tokens_and_refuses_the_same_bytes_as_the_frameworks_reader()
    {
        var mutation =
            from place in Gen.Choose(0, 1000)
            from kind in Gen.Choose(0, 2)
            from piece in Gen.Elements(Pieces)
            select (place, kind, piece);
        var input =
            from text in Gen.Elements(Valid)
            from mutations in Gen.ListOf(mutation)
            select mutations.Take(3).Aggregate(text, (t, m) => Mutate(t, m.place % (t.Length + 1), m.kind, m.piece));
        var outcomes = new HashSet<bool>();
        Prop.ForAll(Arb.From(input), text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var expected = Theirs(bytes);
            outcomes.Add(expected.EndsWith("malformed", StringComparison.Ordinal));
            Assert.Equal(expected, Ours(bytes));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
        Assert.Equal(2, outcomes.Count);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    public void It_goes_as_deep_as_the_frameworks_reader(int depth)
    {
        var bytes = Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));
        Assert.Equal(Theirs(bytes), Ours(bytes));
    }

    private static string Mutate(string text, int place, int kind, string piece) => kind switch
    {
        0 => text[..place],
        1 => text[..place] + piece + text[place..],
        _ => text[..place] + piece + text[Math.Min(text.Length, place + 1)..],
    };

    private static string Theirs(byte[] bytes)
    {
        var tokens = new StringBuilder();
        try
        {
            var reader = new Utf8JsonReader(bytes);
            while (reader.Read())
            {
                tokens.Append(CultureFree($"{reader.TokenType}@{reader.TokenStartIndex}"));
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName or JsonTokenType.Number)
                    tokens.Append(CultureFree($"={Encoding.UTF8.GetString(reader.ValueSpan)}{reader.ValueIsEscaped}"));
            }
        }
        catch (JsonException)
        {
            // How far it came is not compared: where a fault is noticed may differ by a token.
            return "malformed";
        }
        return tokens.ToString();
    }

    private static string Ours(byte[] bytes)
    {
        var tokens = new StringBuilder();
        try
        {
            var reader = new JsonCursor(bytes);
            while (reader.Read())
            {
                tokens.Append(CultureFree($"{reader.TokenType}@{reader.TokenStartIndex}"));
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName or JsonTokenType.Number)
                {
                    var escaped = reader.TokenType != JsonTokenType.Number && reader.ValueIsEscaped;
                    tokens.Append(CultureFree($"={Encoding.UTF8.GetString(reader.ValueSpan)}{escaped}"));
                }
            }
        }
        catch (JsonException)
        {
            return "malformed";
        }
        return tokens.ToString();
    }

    private static string CultureFree(FormattableString text) => FormattableString.Invariant(text);
}
