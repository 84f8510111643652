using System.Text;
using System.Text.Json;

namespace Tracklake.Sources.Spotify;

/// <summary>What an error's body says, be it the API's JSON, the token endpoint's, HTML, text or nothing.</summary>
/// <param name="Message">A line for a person; never empty.</param>
/// <param name="Reason">The machine-readable reason, such as <c>QUOTA_EXCEEDED</c> or <c>invalid_client</c>.</param>
internal sealed record SpotifyError(string Message, string? Reason)
{
    private const int MessageLength = 300;

    public bool IsQuota => Reason == "QUOTA_EXCEEDED";

    public bool IsPremium => Message.Contains("premium", StringComparison.OrdinalIgnoreCase);

    public bool IsInvalidId => Message.Contains("invalid id", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it complains of the page size; an empty body says nothing, so it may.</summary>
    public bool MayBeLimit => Message.Contains("limit", StringComparison.OrdinalIgnoreCase) || Message == Silent;

    private const string Silent = "no reason given";

    public static SpotifyError Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            if (FromJson(body) is { } error)
                return error;
        }
        catch (JsonException)
        {
            // Not JSON: what it says as text is all there is.
        }
        return new SpotifyError(Shorten(Encoding.UTF8.GetString(body)), null);
    }

    private static SpotifyError? FromJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        using var document = ParseValue(ref reader);
        var root = document.RootElement;
        if (!root.TryGetProperty("error", out var error))
            return null;
        return error.ValueKind switch
        {
            JsonValueKind.Object => new SpotifyError(Shorten(Text(error, "message")), Text(error, "reason")),
            JsonValueKind.String => new SpotifyError(
                Shorten(Text(root, "error_description") ?? error.GetString()), error.GetString()),
            _ => null,
        };
    }

    private static JsonDocument ParseValue(ref Utf8JsonReader reader) => JsonDocument.ParseValue(ref reader);

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Shorten(string? text)
    {
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        // Control characters of a broken body must not reach a terminal.
        line = string.Concat(line.Where(c => !char.IsControl(c)));
        return line.Length == 0 ? Silent : line.Length <= MessageLength ? line : line[..MessageLength] + "..";
    }
}
