using System.Text.Json.Serialization;
using Tracklake.Raw;

namespace Tracklake.Zones;

/// <summary>How landing's records are written as JSON; source-generated, so that it holds in NativeAOT.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(LandedBatch))]
[JsonSerializable(typeof(Rejection))]
public sealed partial class LandedJson : JsonSerializerContext;
