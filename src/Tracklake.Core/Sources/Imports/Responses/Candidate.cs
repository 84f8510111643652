using Tracklake.Sources.Imports.Files;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>A response that may be taken: its file, its place there, and the day that it speaks of.</summary>
/// <param name="File">The file that holds it.</param>
/// <param name="Findings">What the file holds.</param>
/// <param name="Body">The response.</param>
/// <param name="Day">The day that the path or the content says; null when neither does.</param>
internal sealed record Candidate(InputFile File, FileFindings Findings, FoundBody Body, DateOnly? Day)
{
    /// <summary>Where it came from, for a person who looks for it.</summary>
    public string Origin =>
        File.Path + (Body.IsNested ? $" at byte {Body.Offset}" : "") + (Findings.Note is { } note ? $" ({note})" : "");
}
