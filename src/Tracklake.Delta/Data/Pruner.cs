using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tracklake.Delta;

/// <summary>Leaves out files that can hold no wanted row. Whatever is not understood keeps the file.</summary>
internal sealed class Pruner(DeltaSnapshot snapshot, DeltaPruning pruning)
{
    private readonly List<(DeltaField Field, string Key, bool Partition, DeltaComparison Comparison, object?[] Values)>
        _bounds = [.. pruning.Bounds.Select(b =>
        {
            var field = snapshot.Schema.Find(b.Column) ?? throw new DeltaSchemaException(snapshot.TablePath,
                snapshot.Version, $"there is no column '{b.Column}' to prune by");
            return (field, snapshot.StorageName(field), snapshot.IsPartition(field.Name), b.Comparison,
                b.Values.Select(v => Comparable(field.Type, v)).ToArray());
        })];

    /// <summary>Whether the file may hold a wanted row.</summary>
    public bool MayHold(AddFile file)
    {
        foreach (var (field, key, partition, comparison, values) in _bounds)
        {
            if (partition ? !PartitionMayHold(file, field, key, comparison, values)
                : !StatisticsMayHold(file, field, key, comparison, values))
                return false;
        }

        return true;
    }

    private static bool PartitionMayHold(
        AddFile file, DeltaField field, string key, DeltaComparison comparison, object?[] values)
    {
        var text = file.PartitionValues.GetValueOrDefault(key);
        if (comparison == DeltaComparison.IsNull) return string.IsNullOrEmpty(text);
        if (string.IsNullOrEmpty(text)) return false;
        if (comparison == DeltaComparison.IsNotNull) return true;
        return FromText(field.Type, text) is not { } value || InRange(comparison, values, value, value);
    }

    private static bool StatisticsMayHold(
        AddFile file, DeltaField field, string key, DeltaComparison comparison, object?[] values)
    {
        var statistics = file.Statistics;
        var nulls = statistics.NullCount([key]);
        var rows = statistics.NumRecords;
        // With a deletion vector the count of nulls is exact only at its two ends (wide bounds).
        if (comparison == DeltaComparison.IsNull) return nulls != 0;
        if (rows is not null && nulls == rows) return false;
        if (comparison == DeltaComparison.IsNotNull) return true;
        var low = FromJson(field.Type, statistics.Min([key]));
        var high = FromJson(field.Type, statistics.Max([key]));
        // Maxima of instants are cut to milliseconds by other writers.
        if (high is DateTime instant && field.Type is DeltaPrimitive { Name: "timestamp" or "timestamp_ntz" })
            high = instant < DateTime.MaxValue.AddMilliseconds(-1) ? instant.AddMilliseconds(1) : null;
        return InRange(comparison, values, low, high);
    }

    private static bool InRange(DeltaComparison comparison, object?[] values, object? low, object? high) =>
        comparison switch
        {
            DeltaComparison.Less => values[0] is not { } v || low is null || Order(low, v) < 0,
            DeltaComparison.LessOrEqual => values[0] is not { } v || low is null || Order(low, v) <= 0,
            DeltaComparison.Greater => values[0] is not { } v || high is null || Order(high, v) > 0,
            DeltaComparison.GreaterOrEqual => values[0] is not { } v || high is null || Order(high, v) >= 0,
            _ => values.Any(v => v is null || ((low is null || Order(low, v) <= 0) && (high is null || Order(high, v) >= 0))),
        };

    /// <summary>By value; texts by code point, as UTF-8 bytes order them and .NET's strings do not.</summary>
    internal static int Order(object left, object right) => (left, right) switch
    {
        (string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)),
        (IComparable a, _) when left.GetType() == right.GetType() => a.CompareTo(right),
        _ => 0,
    };

    private static object? FromText(DeltaType type, string text)
    {
        try
        {
            return type switch
            {
                DeltaPrimitive { Name: "string" } => text,
                DeltaPrimitive { Name: "boolean" } => bool.TryParse(text, out var flag) ? flag : null,
                DeltaPrimitive { Name: "date" } =>
                    DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                        ? day : null,
                DeltaPrimitive { Name: "timestamp" or "timestamp_ntz" } => PartitionValue.Timestamp(text),
                DeltaPrimitive { Name: "float" or "double" } =>
                    double.TryParse(text, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? real : null,
                DeltaDecimal or DeltaPrimitive { Name: "long" or "integer" or "short" or "byte" } =>
                    decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
                _ => null,
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    internal static object? FromJson(DeltaType type, JsonElement? json)
    {
        if (json is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number) return FromText(type, value.GetRawText());
        if (value.ValueKind != JsonValueKind.String) return null;
        var text = value.GetString()!;
        if (type is DeltaPrimitive { Name: "timestamp" or "timestamp_ntz" })
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? at.UtcDateTime : null;
        return FromText(type, text);
    }

    private static object? Comparable(DeltaType type, object value) => (type, value) switch
    {
        (DeltaPrimitive { Name: "float" or "double" }, IConvertible number and not string) =>
            number.ToDouble(CultureInfo.InvariantCulture),
        (DeltaDecimal or DeltaPrimitive { Name: "long" or "integer" or "short" or "byte" },
            IConvertible number and not string and not double and not float and not bool) =>
            number.ToDecimal(CultureInfo.InvariantCulture),
        (DeltaPrimitive { Name: "timestamp" or "timestamp_ntz" }, DateTimeOffset at) => at.UtcDateTime,
        (DeltaPrimitive { Name: "timestamp" or "timestamp_ntz" }, DateTime at) => at,
        (DeltaPrimitive { Name: "date" }, DateOnly day) => day,
        (DeltaPrimitive { Name: "string" }, string text) => text,
        (DeltaPrimitive { Name: "boolean" }, bool flag) => flag,
        _ => null,
    };
}
