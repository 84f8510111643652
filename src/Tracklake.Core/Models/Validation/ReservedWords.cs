using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Tracklake.Models.Validation;

/// <summary>
/// The names that tables, columns and aliases may have: lower snake_case and reserved by no engine, so that no dialect
/// has to quote any.
/// </summary>
public static partial class ReservedWords
{
    private const string DuckDb =
        "all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create "
        + "default deferrable desc describe distinct do else end except false fetch for foreign from group having "
        + "in initially intersect into lambda lateral leading limit not null offset on only or order pivot "
        + "pivot_longer pivot_wider "
        + "placing primary qualify references returning select show some summarize symmetric table then to trailing "
        + "true union unique unpivot using variadic when where window with";

    // Those of ANSI mode, the strictest.
    private const string Spark =
        "all and anti any as authorization both case cast check collate column constraint create cross current_date "
        + "current_time current_timestamp current_user distinct else end escape except false fetch filter for "
        + "foreign from full grant group having in inner intersect into is join lateral leading left minus natural "
        + "not null offset on only or order outer overlaps percentile_cont percentile_disc primary references right "
        + "select semi session_user "
        + "some table then time to trailing true union unique unknown user using when where with within";

    private const string Snowflake =
        "account all alter and any as between by case cast check column connect connection constraint create cross "
        + "current current_date current_time current_timestamp current_user database delete distinct drop else "
        + "exists false following for from full grant group gscluster having ilike in increment inner insert "
        + "intersect into is issue join lateral left like localtime localtimestamp minus natural not null of on or "
        + "order organization qualify "
        + "regexp revoke right rlike row rows sample schema select set some start table tablesample then to trigger "
        + "true try_cast union unique update using values view when whenever where with";

    private const string Trino =
        "alter and as between by case cast constraint create cross cube current_catalog current_date current_path "
        + "current_role current_schema current_time current_timestamp current_user deallocate delete describe "
        + "distinct drop else end escape except execute exists extract false for from full group grouping having in "
        + "inner insert intersect into is join json_array json_exists json_object json_query json_table json_value "
        + "left like listagg localtime localtimestamp natural normalize not null on or order outer prepare "
        + "recursive right rollup select "
        + "skip table then trim true uescape union unnest using values when where with";

    private static readonly FrozenSet<string> Words = new[] { DuckDb, Spark, Snowflake, Trino }
        .SelectMany(words => words.Split(' ')).ToFrozenSet();

    /// <summary>Whether an engine reserves a lower-case name.</summary>
    public static bool Contains(string name) => Words.Contains(name);

    internal static void Check(string name, string what, string? column, FaultList faults)
    {
        if (!LowerSnakeCase().IsMatch(name))
        {
            faults.Add(
                FaultKind.BadName, column, $"the name of the {what} '{name}' is not lower snake_case; rename it.");
        }
        else if (Contains(name))
        {
            faults.Add(
                FaultKind.ReservedName, column,
                $"the name of the {what} '{name}' is a reserved word of DuckDB, Spark, Snowflake or Trino; rename it.");
        }
    }

    [GeneratedRegex("^_?[a-z][a-z0-9_]*$")]
    private static partial Regex LowerSnakeCase();
}
