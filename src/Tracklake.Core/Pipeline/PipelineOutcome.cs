using Tracklake.Releases;
using Tracklake.Sources;

namespace Tracklake.Pipeline;

/// <summary>How a call of the pipeline ended.</summary>
/// <param name="Plan">The run; null when there was nothing to do.</param>
/// <param name="Result">Its result; null when there was nothing to do.</param>
/// <param name="Release">The current release; null before the first.</param>
/// <param name="Deferred">What the source put off; null when it did not.</param>
public sealed record PipelineOutcome(RunPlan? Plan, RunResult? Result, Release? Release, Deferred? Deferred);
