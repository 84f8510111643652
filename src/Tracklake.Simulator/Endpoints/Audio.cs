using System.Text.Json;
using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Http;

namespace Tracklake.Simulator.Endpoints;

/// <summary>Audio features and analysis, drawn from the recording: every track of it sounds the same.</summary>
internal static class Audio
{
    public static void Features(ApiCall call, Utf8JsonWriter json, SimulatedTrack track)
    {
        var dice = DiceOf(track);
        json.WriteStartObject();
        foreach (var share in new[]
                 {
                     "danceability", "energy", "speechiness", "acousticness", "instrumentalness", "liveness", "valence",
                 })
            json.WriteNumber(share, Rounded(dice.Unit(), 3));
        Tone(json, ref dice);
        json.WriteString("type", "audio_features");
        json.WriteString("id", track.Id);
        json.WriteString("uri", $"spotify:track:{track.Id}");
        json.WriteString("track_href", $"{call.LinkBase}tracks/{track.Id}");
        json.WriteString("analysis_url", $"{call.LinkBase}audio-analysis/{track.Id}");
        json.WriteNumber("duration_ms", track.DurationMs);
        json.WriteEndObject();
    }

    /// <summary>The analysis of the whole track; its bars, beats and segments are left empty.</summary>
    public static void Analysis(Utf8JsonWriter json, SimulatedTrack track)
    {
        var dice = DiceOf(track);
        json.WriteStartObject();
        json.WriteStartObject("meta");
        json.WriteString("analyzer_version", "4.0.0");
        json.WriteString("platform", "Linux");
        json.WriteString("detailed_status", "OK");
        json.WriteNumber("status_code", 0);
        json.WriteEndObject();
        json.WriteStartObject("track");
        json.WriteNumber("duration", track.DurationMs / 1000.0);
        Tone(json, ref dice);
        json.WriteEndObject();
        foreach (var part in new[] { "bars", "beats", "sections", "segments", "tatums" })
        {
            json.WriteStartArray(part);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static Dice DiceOf(SimulatedTrack track) => new(Dice.Digest(0, track.Isrc));

    private static void Tone(Utf8JsonWriter json, ref Dice dice)
    {
        json.WriteNumber("key", dice.Int(0, 11));
        json.WriteNumber("mode", dice.Int(0, 1));
        json.WriteNumber("loudness", Rounded(-20 + (17 * dice.Unit()), 3));
        json.WriteNumber("tempo", Rounded(70 + (110 * dice.Unit()), 3));
        json.WriteNumber("time_signature", dice.Int(3, 5));
    }

    private static decimal Rounded(double value, int digits) => decimal.Round((decimal)value, digits);
}
