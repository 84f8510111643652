using Tracklake.Landing.Records;
using Tracklake.Zones;

namespace Tracklake.Landing;

/// <summary>What became of one part.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Counts">What was read.</param>
internal sealed record LandedPart(IReadOnlyList<LandedFile> Files, RecordCounts Counts);
