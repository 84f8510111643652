using Tracklake.Models.Rendering;

namespace Tracklake.Core.Tests.Rendering;

/// <summary>What a dialect has, and what it must not contain although it may look as if it were SQL.</summary>
internal static class DialectRules
{
    /// <summary>Words that stand before a parenthesis without being a call.</summary>
    public static readonly HashSet<string> BeforeParenthesis = Of(
        "AS IN FROM JOIN OVER ON USING WHEN THEN AND OR NOT WHERE VALUES INSERT FILTER GROUP BY EXISTS DECIMAL NUMBER "
        + "TIMESTAMP SELECT COALESCE NULLIF CAST TRY_CAST MATERIALIZED TBLPROPERTIES OPTIONS ELSE CASE");

    // Understood otherwise from engine to engine, or by one of them only.
    private static readonly string Everywhere =
        "QUALIFY CONCAT_WS CONCAT :: % IIF NVL IFNULL ISNULL DECODE ROUND TRUNC TRUNCATE FLOOR CEIL DOUBLE FLOAT "
        + "REAL MD5_NUMBER_LOWER QUANTILE_CONT PERCENTILE PERCENTILE_CONT APPROX_PERCENTILE MEDIAN AVG STRPTIME NOW "
        + "CURRENT_DATE CURRENT_TIMESTAMP GETDATE RANDOM RAND UUID LIMIT TOP ILIKE LATERAL UNNEST FLATTEN PIVOT "
        + "NATURAL FIRST_VALUE ANY_VALUE XOR INTERVAL AT";

    public static bool HasBackslashes(Dialect dialect) => dialect is Dialect.Spark or Dialect.Snowflake;

    public static HashSet<string> Functions(Dialect dialect) => dialect switch
    {
        Dialect.DuckDb => Of(
            "COUNT SUM MIN MAX BOOL_OR ARG_MAX STRING_AGG ROW_NUMBER DENSE_RANK LOWER TRIM LENGTH LEFT RIGHT MD5 YEAR "
            + "REGEXP_FULL_MATCH LEAST GREATEST"),
        Dialect.Spark => Of(
            "COUNT SUM MIN MAX BOOL_OR MAX_BY COLLECT_LIST NAMED_STRUCT SORT_ARRAY TRANSFORM ARRAY_JOIN ROW_NUMBER "
            + "DENSE_RANK LOWER TRANSLATE TRIM LENGTH SUBSTRING MD5 YEAR DATE_ADD LEAST GREATEST"),
        Dialect.Snowflake => Of(
            "COUNT SUM MIN MAX BOOLOR_AGG MAX_BY LISTAGG ROW_NUMBER DENSE_RANK LOWER TRANSLATE TRIM LENGTH SUBSTR MD5 "
            + "YEAR DATEADD REGEXP_LIKE MOD LEAST GREATEST"),
        Dialect.Trino => Of(
            "COUNT SUM MIN MAX BOOL_OR MAX_BY ARRAY_AGG ARRAY_JOIN ROW_NUMBER DENSE_RANK LOWER TRIM LENGTH SUBSTR MD5 "
            + "TO_HEX TO_UTF8 YEAR DATE_ADD REGEXP_LIKE LEAST GREATEST"),
        _ => throw new InvalidOperationException($"No functions of {dialect}."),
    };

    public static HashSet<string> Banned(Dialect dialect)
    {
        var banned = Of(Everywhere + dialect switch
        {
            Dialect.DuckDb => " / DIV TO_HEX NUMBER TIMESTAMP_NTZ",
            // A fraction where a whole number is meant, and words of the others.
            Dialect.Spark => " / // VARCHAR TIMESTAMPTZ MATERIALIZED ARG_MAX STRING_AGG LISTAGG NUMBER ;",
            Dialect.Snowflake => " // DIV FILTER MATERIALIZED TIMESTAMPTZ TIMESTAMP_TZ TIMESTAMP STRING ARG_MAX BOOL_OR "
                + "STRING_AGG DECIMAL",
            Dialect.Trino => " // DIV MATERIALIZED REPLACE MERGE STRING TIMESTAMPTZ ARG_MAX STRING_AGG NUMBER COMMENT ;",
            _ => throw new InvalidOperationException($"No bans for {dialect}."),
        });
        if (dialect == Dialect.DuckDb)
            banned.Remove("AT"); // AT TIME ZONE 'UTC'
        return banned;
    }

    private static HashSet<string> Of(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
