using System.Globalization;
using System.Text;

namespace Tracklake.Delta;

/// <summary>Partition values between the log's text and SQL (protocol: Partition Value Serialization).</summary>
internal static class PartitionValue
{
    private static readonly string[] TimestampFormats =
        ["yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFK", "yyyy-MM-dd"];

    /// <summary>The value as a typed SQL literal; a FormatException when the text is not of the type.</summary>
    public static string Literal(DeltaType type, string? text)
    {
        var duck = DuckTypes.ToDuck(type);
        if (string.IsNullOrEmpty(text)) return $"CAST(NULL AS {duck})";
        if (type == DeltaType.String) return Sql.Text(text);
        if (type == DeltaType.Binary)
            return $"from_hex('{System.Convert.ToHexString(text.Select(c => checked((byte)c)).ToArray())}')";
        if (type == DeltaType.Timestamp)
            return $"TIMESTAMPTZ '{Timestamp(text).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00'";
        if (type == DeltaType.TimestampNtz)
            return $"TIMESTAMP '{Timestamp(text).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'";
        return $"CAST({Sql.Text(text)} AS {duck})";
    }

    /// <summary>Reads a timestamp; without a zone it is taken as UTC.</summary>
    public static DateTime Timestamp(string text) =>
        DateTime.TryParseExact(text, TimestampFormats, CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var value)
            ? value
            : throw new FormatException($"'{text}' is not a timestamp");

    /// <summary>SQL that writes a column's value as the log's text; null and the empty text come out as NULL.</summary>
    public static string ToText(DeltaType type, string sql)
    {
        if (type == DeltaType.Timestamp) return $"strftime(timezone('UTC', {sql}), '%Y-%m-%dT%H:%M:%S.%fZ')";
        if (type == DeltaType.String) return $"nullif({sql}, '')";
        return $"CAST({sql} AS VARCHAR)";
    }

    /// <summary>A folder name of a partition that no file system and no URI can misread.</summary>
    public static string Folder(IReadOnlyList<(string Name, string? Value)> values) => string.Join('/', values.Select(v =>
        $"{Safe(v.Name)}={(v.Value is null ? "__HIVE_DEFAULT_PARTITION__" : Safe(v.Value))}"));

    private static string Safe(string text)
    {
        var safe = new StringBuilder();
        foreach (var c in text.Length > 64 ? text[..64] : text)
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_');
        return safe.ToString();
    }
}
