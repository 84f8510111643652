using System.Collections.Frozen;

namespace Tracklake.Models.Rendering;

/// <summary>Words that cannot name a column without quotes, by dialect, in lower case.</summary>
internal static class ReservedWords
{
    /// <summary>Reserved by DuckDB, as its <c>duckdb_keywords</c> lists them; a test compares the two.</summary>
    public static FrozenSet<string> DuckDb { get; } = Of(
        """
        all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
        default deferrable desc describe distinct do else end except false fetch for foreign from group having
        in initially intersect into lambda lateral leading limit not null offset on only or order pivot pivot_longer
        pivot_wider placing primary qualify references returning select show some summarize symmetric table then to
        trailing true union unique unpivot using variadic when where window with
        """);

    /// <summary>Reserved by Spark SQL when it enforces the words of ANSI; more than it reserves by default.</summary>
    public static FrozenSet<string> Spark { get; } = Of(
        """
        all and anti any as authorization both case cast check collate column constraint create cross current_date
        current_time current_timestamp current_user distinct else end escape except exists false fetch filter for
        foreign from full grant group having in inner intersect into is join lateral leading left minus natural not
        null on only or order outer overlaps primary references right select semi session_user some table then time
        to trailing true union unique unknown user using when where with within
        """);

    /// <summary>Reserved by Snowflake, those of columns only among them.</summary>
    public static FrozenSet<string> Snowflake { get; } = Of(
        """
        account all alter and any as between by case cast check column connect connection constraint create cross
        current current_date current_time current_timestamp current_user database delete distinct drop else exists
        false following for from full grant group gscluster having ilike in increment inner insert intersect into is
        issue join lateral left like localtime localtimestamp minus natural not null of on or order organization
        qualify regexp revoke right rlike row rows sample schema select set some start table tablesample then to
        trigger true try_cast union unique update using values view when whenever where with
        """);

    /// <summary>Reserved by Trino.</summary>
    public static FrozenSet<string> Trino { get; } = Of(
        """
        alter and as auto between by case cast constraint create cross cube current_catalog current_date current_path
        current_role current_schema current_time current_timestamp current_user deallocate delete describe distinct
        drop else end escape except execute exists extract false for from full group grouping having in inner insert
        intersect into is join json_array json_exists json_object json_query json_table json_value left like listagg
        localtime localtimestamp natural normalize not null on or order outer prepare recursive right rollup select
        skip table then trim true uescape union unnest using values when where with
        """);

    private static FrozenSet<string> Of(string words) => words
        .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
