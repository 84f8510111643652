using System.Text.Json.Serialization;

namespace Tracklake.Raw;

/// <summary>How the raw zone's own records are written as JSON: source-generated, so that it holds in NativeAOT.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RawEntry))]
[JsonSerializable(typeof(RawBatch))]
internal sealed partial class RawJson : JsonSerializerContext;
