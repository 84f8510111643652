using System.Text.Json.Serialization;

namespace Tracklake.Sources.Spotify;

/// <summary>How the source's own state is written as JSON: source-generated, so that it holds in NativeAOT.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(QuotaUsage))]
[JsonSerializable(typeof(SpoolRecord))]
[JsonSerializable(typeof(SealPlan))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class SpotifyJson : JsonSerializerContext;
