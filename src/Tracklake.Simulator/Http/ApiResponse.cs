using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracklake.Simulator.Http;

/// <summary>An answer before it is sent.</summary>
internal sealed record ApiResponse(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    private const string JsonType = "application/json; charset=utf-8";

    // Like Spotify's: text as it is, not as \u escapes.
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How caches may keep it; null for what may not be kept.</summary>
    public string? CacheControl { get; init; }

    public static ApiResponse Json(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions)) write(json);
        return new(status, JsonType, buffer.WrittenMemory);
    }

    public static ApiResponse Error(int status, string? message, string? reason = null) => Json(status, json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteNumber("status", status);
        if (message is not null) json.WriteString("message", message);
        if (reason is not null) json.WriteString("reason", reason);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public static ApiResponse Text(int status, string contentType, string body) =>
        new(status, contentType, Encoding.UTF8.GetBytes(body));

    public static ApiResponse Empty(int status) => new(status, null, default);

    public static ApiResponse Of(ApiProblem problem) =>
        problem.HasNoBody ? Empty(problem.Status) : Error(problem.Status, problem.BodyMessage);
}
