using Tracklake.Core.Tests.Rendering;
using Tracklake.Models.Rendering;
using Tracklake.Models.Scripts;

namespace Tracklake.DuckDb.Tests.Scripts;

/// <summary>
/// Lets DuckDB stand in for an engine that cannot be run here: macros for its functions, other words for a few of its
/// tokens, its clauses of storage and comment left out. What DuckDB then computes is proof of joins, nulls, arithmetic
/// and order in that dialect's text; it is no proof that the engine itself takes it.
/// </summary>
internal sealed class StandIn(Dialect dialect)
{
    private static readonly string[] Session = ["SET ", "ALTER SESSION "];

    /// <summary>The functions that DuckDB lacks, and those that it has with another meaning.</summary>
    public IReadOnlyList<string> Macros => dialect switch
    {
        Dialect.Spark =>
        [
            "collect_list(x) AS list(x)", "named_struct(a, x, b, y) AS struct_pack(by_1 := x, text := y)",
            "sort_array(l) AS list_sort(l)", "array_join(l, s) AS array_to_string(l, s)",
            "date_add(d, n) AS CAST(d + n AS DATE)", "conv(x, a, b) AS CAST('0x' || x AS BIGINT)",
            "unix_micros(t) AS epoch_us(t)",
        ],
        Dialect.Snowflake =>
        [
            "boolor_agg(x) AS bool_or(x)", "regexp_like(s, p) AS regexp_full_match(s, p)",
            "dateadd(u, n, d) AS CAST(d + n AS DATE)", .. NullOfEitherSide,
            "to_char(d, f) AS strftime(d, '%Y-%m-%d')", "datediff(u, a, b) AS epoch_us(b) - epoch_us(a)",
            "md5_number_lower64(s) AS CAST('0x' || substr(md5(s), 17, 16) AS UBIGINT)", "bitand(a, b) AS a & b",
        ],
        Dialect.Trino =>
        [
            "regexp_like(s, p) AS regexp_matches(s, p)", "to_utf8(s) AS s", "to_hex(s) AS upper(s)",
            "array_join(l, s) AS array_to_string(l, s)", .. NullOfEitherSide,
            "from_base(x, b) AS CAST('0x' || x AS BIGINT)", "trino_date_add(u, n, d) AS CAST(d + n AS DATE)",
        ],
        _ => [],
    };

    // least and greatest of DuckDB skip what is missing; these two engines do not.
    private static IReadOnlyList<string> NullOfEitherSide =>
        ["least(a, b) AS CASE WHEN a <= b THEN a WHEN b < a THEN b END",
         "greatest(a, b) AS CASE WHEN a >= b THEN a WHEN b > a THEN b END"];

    /// <summary>The files that DuckDB can run, in its words.</summary>
    public IReadOnlyList<ScriptFile> Translate(IEnumerable<ScriptFile> script) =>
    [
        .. script.Where(f => !Session.Any(s => f.Text.StartsWith(s, StringComparison.Ordinal)))
            .Select(f => f with { Text = Translate(f.Text) }),
    ];

    public string Translate(string sql)
    {
        var tokens = SqlTokens.Of(sql, dialect is Dialect.Spark or Dialect.Snowflake);
        var words = new List<string>();
        for (var i = 0; i < tokens.Count;)
            i += Take(tokens, i, words);
        return string.Join(' ', words);
    }

    /// <summary>Says the next tokens in DuckDB's words; returns how many it took.</summary>
    private int Take(IReadOnlyList<Token> tokens, int i, List<string> words)
    {
        string At(int n) => i + n < tokens.Count ? tokens[i + n].Upper : "";
        var isText = i + 1 < tokens.Count && tokens[i + 1].Kind == TokenKind.Text;
        switch (At(0))
        {
            case "COMMENT" when At(1) == "=":
                return 3;
            case "COMMENT" when isText:
                return 2;
            case "COPY" when At(1) == "GRANTS":
            case "USING" when At(1) == "DELTA":
                return 2;
            case "PARTITIONED":
                return 5;
            case "TBLPROPERTIES":
                return 6;
            case "RENAME" when At(1) == "TO":
                words.Add($"RENAME TO {tokens[i + 4].Text}");
                return 5;
            case "TIMESTAMP" when At(1) == "(":
                words.Add("TIMESTAMP");
                return 4;
            case "CAST" when At(2) == "CAST" && At(6) == "TIMESTAMP":
                // The text of a TIMESTAMP(6) has 6 digits of a second, and DuckDB's leaves out zeros at the end.
                words.Add($"strftime({tokens[i + 4].Text}, '%f')");
                return 14;
            case "DATE_ADD" when dialect == Dialect.Trino:
                // A macro of a built-in name cannot have other parameters.
                words.Add("trino_date_add");
                return 1;
            case "DATEADD" or "DATEDIFF":
                words.Add($"{At(0)}('{At(2)}'");
                return 3;
            case "WITHIN":
                // LISTAGG(x, s) WITHIN GROUP (ORDER BY ..): the order moves into the parentheses before it.
                words.RemoveAt(words.Count - 1);
                return 3;
        }
        if (i + 1 < tokens.Count && tokens[i + 1].Text == "->")
        {
            words.Add($"lambda {tokens[i].Text}:");
            return 2;
        }
        words.Add(Word(tokens[i]));
        return 1;
    }

    private string Word(Token token) => (dialect, token.Kind, token.Upper) switch
    {
        (Dialect.Spark or Dialect.Snowflake, TokenKind.Text, _) => Unescaped(token.Text),
        (Dialect.Spark, _, "DIV") => "//",
        (Dialect.Spark, _, "RLIKE") => "~", // the whole text, which the anchors ask for anyway
        (Dialect.Spark, _, "TRANSFORM") => "list_transform",
        (Dialect.Spark, _, "TIMESTAMP") => "TIMESTAMPTZ",
        (Dialect.Snowflake, _, "NUMBER") => "DECIMAL",
        (Dialect.Snowflake, _, "TIMESTAMP_NTZ") => "TIMESTAMP",
        (Dialect.Trino, _, "/") => "//",
        _ => token.Text,
    };

    private static string Unescaped(string text)
    {
        var plain = text[1..^1].Replace("\\'", "'", StringComparison.Ordinal)
            .Replace("''", "'", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        return $"'{plain.Replace("'", "''", StringComparison.Ordinal)}'";
    }
}
