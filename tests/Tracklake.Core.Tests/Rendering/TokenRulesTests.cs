using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Models.Scripts;

namespace Tracklake.Core.Tests.Rendering;

/// <summary>What no statement of a dialect may contain, token by token: what engines refuse or understand otherwise.
/// </summary>
public sealed class TokenRulesTests
{
    public static TheoryData<Dialect> Each => [.. Dialects.All];

    [Theory]
    [MemberData(nameof(Each))]
    public void Only_known_functions_are_called(Dialect dialect)
    {
        var known = DialectRules.Functions(dialect);
        var used = Statements(dialect).SelectMany(s => Called(s.Tokens)).Distinct().Order().ToList();

        Assert.NotEmpty(used);
        Assert.Empty(used.Except(known));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void No_statement_has_a_banned_token(Dialect dialect)
    {
        var banned = DialectRules.Banned(dialect);
        foreach (var (file, tokens) in Statements(dialect))
        {
            var found = tokens
                .Where(t => t.Kind is TokenKind.Word or TokenKind.Symbol && banned.Contains(t.Upper)).ToList();
            Assert.True(found.Count == 0, $"{dialect} {file.Name}: {string.Join(", ", found.Select(t => t.Text))}");
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Every_order_says_where_nulls_go(Dialect dialect)
    {
        var orders = 0;
        foreach (var (file, tokens) in Statements(dialect))
        {
            for (var i = 0; i + 1 < tokens.Count; i++)
            {
                if (tokens[i].Upper != "ORDER" || tokens[i + 1].Upper != "BY")
                    continue;
                orders++;
                // LISTAGG's order is by what is never null: the renderer refuses anything else.
                var isListAgg = dialect == Dialect.Snowflake && i >= 2 && tokens[i - 2].Upper == "GROUP";
                Assert.All(Keys(tokens, i + 2), key => Assert.True(
                    isListAgg || key.TakeLast(2).First().Upper == "NULLS", $"{dialect} {file.Name}: {Text(key)}"));
            }
        }
        Assert.NotEqual(0, orders);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Every_regular_expression_is_anchored(Dialect dialect)
    {
        var patterns = Statements(dialect).SelectMany(s => s.Tokens)
            .Where(t => t.Kind == TokenKind.Text && t.Text.Contains("[0-9]", StringComparison.Ordinal))
            .Select(t => t.Text).ToList();

        Assert.NotEmpty(patterns);
        // DuckDB matches the whole text by the function's own name.
        if (dialect == Dialect.DuckDb)
            return;
        Assert.All(patterns, p => Assert.StartsWith("'^", p, StringComparison.Ordinal));
        Assert.All(patterns, p => Assert.Matches(@"(\$|\\z)'$", p));
        if (dialect == Dialect.Snowflake)
            Assert.All(patterns, p => Assert.DoesNotContain("(?:", p, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void A_file_is_one_statement_closed_as_its_clients_need(Dialect dialect)
    {
        var closes = dialect is Dialect.DuckDb or Dialect.Snowflake;
        Assert.All(Statements(dialect), s =>
        {
            Assert.Equal(closes ? 1 : 0, s.Tokens.Count(t => t.Text == ";"));
            Assert.Equal(closes, s.File.Text.EndsWith(";\n", StringComparison.Ordinal));
            Assert.Equal(s.Tokens.Count(t => t.Text == "("), s.Tokens.Count(t => t.Text == ")"));
        });
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void No_name_is_a_reserved_word_and_one_that_is_gets_quotes(Dialect dialect)
    {
        var sql = Dialects.Renderer(dialect);
        var names = AllModels.InOrder.SelectMany(m => m.Columns.Select(c => c.Name).Append(m.Name))
            .Concat(Zones.ProcessedTables.All.SelectMany(t => t.Columns.Select(c => c.Name).Append(t.Name))).Distinct();
        var quoted = Query.From(Zones.ProcessedTracks.Table)
            .Select(Column.Text("order", "").Is(Zones.ProcessedTracks.TrackId));

        Assert.All(names, n => Assert.Equal(n, sql.Identifier(n)));
        Assert.Contains(
            dialect switch { Dialect.Spark => "`order`", Dialect.Snowflake => "\"ORDER\"", _ => "\"order\"" },
            sql.Render(quoted), StringComparison.Ordinal);
    }

    [Fact]
    public void Hashes_of_text_in_Trino_are_of_its_bytes_and_in_lower_case_hex()
    {
        var hashes = 0;
        foreach (var (file, tokens) in Statements(Dialect.Trino))
        {
            for (var i = 0; i < tokens.Count; i++)
            {
                if (tokens[i].Upper != "MD5")
                    continue;
                hashes++;
                Assert.Equal("LOWER ( TO_HEX ( MD5 ( TO_UTF8 (", Text(tokens.Skip(i - 4).Take(8)).ToUpperInvariant());
            }
        }
        Assert.NotEqual(0, hashes);
    }

    private static IEnumerable<(ScriptFile File, IReadOnlyList<Token> Tokens)> Statements(Dialect dialect) =>
        ModelScript.Of(dialect, new ScriptOptions())
            .Concat(ModelScript.Of(dialect, new ScriptOptions { IsIncremental = true }))
            .Select(f => (f, SqlTokens.Of(f.Text, DialectRules.HasBackslashes(dialect))));

    /// <summary>Words before a parenthesis that are no keywords there, and no names of tables made or filled.</summary>
    private static IEnumerable<string> Called(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            var isCall = tokens[i].Kind == TokenKind.Word && tokens[i + 1].Text == "("
                && !DialectRules.BeforeParenthesis.Contains(tokens[i].Upper)
                && (i == 0 || tokens[i - 1].Text != ".");
            if (isCall)
                yield return tokens[i].Upper;
        }
    }

    /// <summary>The keys of an ORDER BY, up to the parenthesis that closes around it.</summary>
    private static List<List<Token>> Keys(IReadOnlyList<Token> tokens, int from)
    {
        List<List<Token>> keys = [[]];
        for (int i = from, depth = 0; i < tokens.Count && depth >= 0; i++)
        {
            depth += tokens[i].Text switch { "(" => 1, ")" => -1, _ => 0 };
            if (depth == 0 && tokens[i].Text == ",")
                keys.Add([]);
            else if (depth >= 0)
                keys[^1].Add(tokens[i]);
        }
        return keys;
    }

    private static string Text(IEnumerable<Token> tokens) => string.Join(' ', tokens.Select(t => t.Text));
}
