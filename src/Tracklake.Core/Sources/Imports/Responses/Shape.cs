using System.Text.Json;
using Tracklake.Raw;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>What a JSON value is, by its shape.</summary>
/// <param name="Kind">The kind of response; null when it is none that is read.</param>
/// <param name="Subject">The id that the request was about, where the value itself does not say.</param>
/// <param name="Code">The short name of the reason for which it is none.</param>
/// <param name="Reason">The reason, a sentence.</param>
internal readonly record struct Shape(RawKind? Kind, string? Subject, string Code, string Reason)
{
    public static Shape Of(RawKind kind, string? subject = null) => new(kind, subject, "", "");

    public static Shape Not(string code, string reason) => new(null, null, code, reason);

    /// <param name="root">The value.</param>
    /// <param name="request">The address that was asked, where it is known: some answers differ by it only.</param>
    public static Shape Find(JsonElement root, string? request = null)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Not("unknown-shape", $"{Json.Article(root.ValueKind)} is no response of the Spotify Web API.");
        if (Refuse(root) is { } refused)
            return refused;
        if (ShapeOfObject.Find(root) is { } kind)
            return Of(kind);
        if (ShapeOfList.Find(root, request) is { } list)
            return list;
        return ShapeOfPage.Find(root, request) ?? Not("unknown-shape", Unknown(root));
    }

    private static Shape? Refuse(JsonElement root)
    {
        if (root.Has("access_token") || root.Has("refresh_token"))
            return Not("token", "An answer of the token endpoint; tokens are never stored. Delete the file.");
        if (root.TryGetProperty("error", out var error) && !root.Has("items"))
            return Not("api-error", $"The API answered with an error instead of data: {ErrorText(root, error)}.");
        if ((root.Has("ts") && root.Has("ms_played")) || (root.Has("endTime") && root.Has("msPlayed")))
            return Not("streaming-history",
                "Plays of a streaming history, with personal fields: import it with --as history, which drops them.");
        return root.Has("id") && root.Text("type") is { } type && type is not ("artist" or "album" or "track")
            ? Not("unknown-shape", $"An object of type '{Json.Short(type)}', which Tracklake does not read.")
            : null;
    }

    private static string ErrorText(JsonElement root, JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object)
            return Json.Short($"{error} {root.Text("error_description")}".Trim());
        var status = error.TryGetProperty("status", out var s) ? s.ToString() + " " : "";
        return Json.Short($"{status}{error.Text("message")} {error.Text("reason")}".Trim());
    }

    private static string Unknown(JsonElement root)
    {
        var names = root.EnumerateObject().Take(5).Select(p => $"'{Json.Short(p.Name)}'").ToArray();
        return names.Length == 0
            ? "An empty object is no response of the Spotify Web API."
            : $"An object with {string.Join(", ", names)} is none of the responses that Tracklake reads.";
    }
}
