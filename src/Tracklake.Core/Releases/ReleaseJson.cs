using System.Text.Json.Serialization;
using Tracklake.Pipeline;

namespace Tracklake.Releases;

/// <summary>How releases and runs are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(Release))]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(RunResult))]
[JsonSerializable(typeof(AppliedBatch))]
public sealed partial class ReleaseJson : JsonSerializerContext;
