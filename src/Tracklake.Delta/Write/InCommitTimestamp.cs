using System.Globalization;

namespace Tracklake.Delta;

/// <summary>Protocol: In-Commit Timestamps.</summary>
internal static class InCommitTimestamp
{
    public static bool IsOn(IReadOnlyDictionary<string, string?>? configuration) =>
        configuration is not null && string.Equals(configuration.GetValueOrDefault("delta.enableInCommitTimestamps"), "true",
            StringComparison.OrdinalIgnoreCase);

    /// <summary>Notes since when a table that had versions before has them.</summary>
    public static void Enable(Dictionary<string, string?> configuration, long version, DateTimeOffset now)
    {
        configuration["delta.inCommitTimestampEnablementVersion"] = version.ToString(CultureInfo.InvariantCulture);
        configuration["delta.inCommitTimestampEnablementTimestamp"] =
            now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
    }

    public static long? Of(System.Text.Json.JsonElement? commitInfo) =>
        commitInfo is { ValueKind: System.Text.Json.JsonValueKind.Object } info
        && info.TryGetProperty("inCommitTimestamp", out var value)
        && value.ValueKind == System.Text.Json.JsonValueKind.Number && value.TryGetInt64(out var at) ? at : null;
}
