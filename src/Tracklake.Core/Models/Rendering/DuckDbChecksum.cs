namespace Tracklake.Models.Rendering;

/// <summary>The checksum as DuckDB computes it.</summary>
public sealed class DuckDbChecksum : TableChecksum
{
    private DuckDbChecksum()
        : base(new DuckDbRenderer())
    {
    }

    /// <summary>The one instance.</summary>
    public static DuckDbChecksum Instance { get; } = new();

    /// <summary>Columns <c>row_count</c> (BIGINT) and <c>checksum</c> (text of digits) of a source's rows.</summary>
    /// <param name="columns">The table's columns; those of provenance are left out.</param>
    /// <param name="from">What follows FROM.</param>
    public static string Of(IReadOnlyList<Column> columns, string from) => Instance.Total(columns, from);

    private protected override string Low60Bits(string text) =>
        $"CAST(CAST('0x' || substr(md5({text}), 18, 15) AS BIGINT) AS DECIMAL(38,0))";

    private protected override string EpochMicroseconds(string instant) => $"epoch_us({instant})";
}
