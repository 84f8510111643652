using System.Text.Json.Nodes;
using Tracklake.Sources.Imports.History;

namespace Tracklake.Core.Tests.Imports.History;

/// <summary>Every field of an export is changed, and what changes in the stored play is what is declared.</summary>
public sealed class ExportedFieldsTests
{
    private const string Common = """
        "ts":"2024-03-01T18:22:07Z","ms_played":174674,"platform":"ios","conn_country":"DE","reason_start":"trackdone",
        "reason_end":"fwdbtn","shuffle":false,"skipped":true,"offline":true,"incognito_mode":false
        """;

    [Theory]
    [InlineData("track", $$"""
        {{{Common}},"master_metadata_track_name":"Neon","master_metadata_album_artist_name":"Zoë",
        "master_metadata_album_album_name":"Rivers","spotify_track_uri":"spotify:track:1111111111111111111111"}
        """)]
    [InlineData("episode", $$"""
        {{{Common}},"episode_name":"One","episode_show_name":"Talk","spotify_episode_uri":"spotify:episode:1111111111111111111111"}
        """)]
    [InlineData("audiobook", $$"""
        {{{Common}},"audiobook_title":"Book","audiobook_chapter_title":"Chapter",
        "audiobook_chapter_uri":"spotify:chapter:1111111111111111111111"}
        """)]
    [InlineData("audiobook", $$"""{{{Common}},"audiobook_title":"Book","audiobook_uri":"spotify:audiobook:1111111111111111111111"}""")]
    [InlineData("track", """{"endTime":"2024-03-01 18:22","msPlayed":174674,"trackName":"Neon","artistName":"Zoë"}""")]
    [InlineData("episode", """{"endTime":"2024-03-01 18:22","msPlayed":174674,"episodeName":"One","podcastName":"Talk"}""")]
    public async Task A_field_of_the_export_feeds_the_declared_field_of_the_play(string contentType, string row)
    {
        var export = (JsonObject)JsonNode.Parse(row)!;
        var before = await ImportAsync(export);
        Assert.Equal(contentType, (string?)before["content_type"]);
        foreach (var name in export.Select(f => f.Key).ToList())
        {
            var changed = (JsonObject)export.DeepClone();
            changed[name] = Other(export[name]!.AsValue());

            var after = await ImportAsync(changed);

            var differing = before.Where(f => f.Value?.ToJsonString() != after[f.Key]?.ToJsonString()).Select(f => f.Key);
            var declared = before.Select(f => f.Key).Where(f => f != "content_type" && ExportedFields.Of(f).Contains(name));
            Assert.Equal(declared, differing);
            Assert.Single(declared);
        }
    }

    private static JsonNode Other(JsonValue value) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => false,
        System.Text.Json.JsonValueKind.False => true,
        System.Text.Json.JsonValueKind.Number => value.GetValue<System.Text.Json.JsonElement>().GetInt32() + 1,
        _ => value.ToString() switch
        {
            "ios" => "android",
            "DE" => "FR",
            var text when text.StartsWith("2024-03-01", StringComparison.Ordinal) => text.Replace("18:", "19:", StringComparison.Ordinal),
            var text when text.StartsWith("spotify:", StringComparison.Ordinal) => text[..^1] + "2",
            var text => text + "x",
        },
    };

    private static async Task<JsonObject> ImportAsync(JsonObject row)
    {
        using var home = new ImportHome();
        home.Write("Streaming_History_Audio_2024_0.json", $"[{row.ToJsonString()}]");
        var result = await home.ImportAsync();
        var body = Assert.Single(await home.BodiesAsync(Assert.Single(result.Batches))).Body;
        return (JsonObject)JsonNode.Parse(body)!;
    }
}
