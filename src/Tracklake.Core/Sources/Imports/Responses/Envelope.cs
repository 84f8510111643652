using System.Globalization;
using System.Text.Json;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>A response as a collector wrapped it: <c>{"request":..,"fetched_at":..,"response":..}</c>.</summary>
/// <param name="Response">The response itself, an object or a list of objects.</param>
/// <param name="Request">The address that was asked, where the envelope has it.</param>
/// <param name="Status">The HTTP status, where the envelope has it.</param>
internal sealed record Envelope(JsonElement Response, string? Request, int? Status)
{
    private static readonly string[] ResponseNames =
        ["response", "data", "body", "payload", "content", "result", "json", "results"];

    private static readonly string[] RequestNames =
        ["url", "request", "request_url", "uri", "href", "endpoint", "path"];

    private static readonly string[] FetchedNames =
    [
        "fetched_at", "fetchedat", "retrieved_at", "collected_at", "extracted_at", "extraction_date", "ingested_at",
        "ingestion_timestamp", "ingestion_date", "observed_on", "observed_at", "received_at", "requested_at",
        "scraped_at", "crawled_at", "snapshot_date", "snapshot_at", "as_of", "fetch_date", "fetched", "run_date",
        "timestamp", "_fetched_at", "_ingested_at",
    ];

    private static readonly string[] MetadataNames = ["meta", "metadata", "request", "headers", "info", "_meta"];

    /// <summary>Finds the one response that is nested one level; null when there is none, or more than one.</summary>
    public static Envelope? Find(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        var request = RequestOf(root);
        JsonElement? only = null;
        var count = 0;
        foreach (var property in root.EnumerateObject())
        {
            if (!IsResponse(property.Value, request))
                continue;
            if (ResponseNames.Contains(property.Name.ToLowerInvariant()))
                return new Envelope(property.Value, request, StatusOf(root));
            only = property.Value;
            count++;
        }
        return count == 1 ? new Envelope(only!.Value, request, StatusOf(root)) : null;
    }

    /// <summary>When the value, or the metadata beside it, says that it was fetched.</summary>
    public static DateTimeOffset? FetchedAt(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var property in root.EnumerateObject())
        {
            var name = property.Name.ToLowerInvariant();
            if (FetchedNames.Contains(name) && Instant(property.Value) is { } at)
                return at;
        }
        foreach (var property in root.EnumerateObject())
        {
            var name = property.Name.ToLowerInvariant();
            if (!MetadataNames.Contains(name) || property.Value.ValueKind != JsonValueKind.Object)
                continue;
            if (FetchedAt(property.Value) is { } at)
                return at;
            if (name == "headers" && (property.Value.Text("Date") ?? property.Value.Text("date")) is { } date
                && DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out at))
                return at;
        }
        return null;
    }

    private static bool IsResponse(JsonElement value, string? request) => value.ValueKind switch
    {
        JsonValueKind.Object => Shape.Find(value, request).Kind is not null,
        JsonValueKind.Array => value.EnumerateArray().Any(item => Shape.Find(item).Kind is not null),
        _ => false,
    };

    private static string? RequestOf(JsonElement root)
    {
        foreach (var name in RequestNames)
        {
            if (!root.TryGetProperty(name, out var value))
                continue;
            var text = value.ValueKind == JsonValueKind.Object ? RequestOf(value) : root.Text(name);
            if (text?.Contains('/', StringComparison.Ordinal) == true)
                return text;
        }
        return null;
    }

    private static int? StatusOf(JsonElement root)
    {
        foreach (var name in (ReadOnlySpan<string>)["status", "status_code", "statusCode", "http_status"])
        {
            if (root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
                && value.TryGetInt32(out var status))
                return status;
        }
        return null;
    }

    // Only forms that have one meaning: ISO 8601 and the epoch in seconds or milliseconds.
    private static DateTimeOffset? Instant(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
            return number switch
            {
                > 1e9 and < 5e9 => DateTimeOffset.FromUnixTimeMilliseconds((long)(number * 1000)),
                > 1e12 and < 5e12 => DateTimeOffset.FromUnixTimeMilliseconds((long)number),
                _ => null,
            };
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return text.Length >= 10 && text[4] == '-' && char.IsAsciiDigit(text[0])
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var at)
            ? at
            : null;
    }
}
