using Tracklake.Raw;
using Tracklake.Sources.Imports.Files;

namespace Tracklake.Sources.Imports.History;

/// <summary>Which of the given files are the history, and which are left alone.</summary>
/// <param name="Files">The files to read.</param>
/// <param name="Form">Their form.</param>
/// <param name="LessExact">Files of the short form, left out because the extended history is there.</param>
/// <param name="Ignored">Files of something else.</param>
/// <param name="Rejections">Zips that cannot be read.</param>
internal sealed record HistoryChoice(
    IReadOnlyList<InputFile> Files, HistoryForm Form, IReadOnlyList<string> LessExact, IReadOnlyList<string> Ignored,
    IReadOnlyList<Rejection> Rejections)
{
    /// <exception cref="ImportException">There is no file of a history.</exception>
    public static HistoryChoice Of(InputTree tree)
    {
        var forms = tree.Files.ToLookup(HistoryFiles.FormOf);
        List<InputFile> extended = [.. forms[HistoryForm.Extended]];
        List<InputFile> brief = [.. forms[HistoryForm.Short]];
        List<string> ignored = [.. tree.Ignored, .. forms[HistoryForm.None].Select(f => f.Path)];
        ignored.Sort(StringComparer.Ordinal);
        if (extended.Count > 0)
            return new HistoryChoice(
                extended, HistoryForm.Extended, [.. brief.Select(f => f.Path)], ignored, tree.Rejections);
        if (brief.Count > 0)
            return new HistoryChoice(brief, HistoryForm.Short, [], ignored, tree.Rejections);
        throw new ImportException(
            $"There is no streaming history in '{Path.GetFileName(tree.Root)}': looked for {HistoryFiles.Wanted} among "
            + $"{Counts.Of(tree.Files.Count, "file")}. Ask Spotify for the 'Extended streaming history' (account, "
            + "privacy settings) and give the zip that it sends, or the folder that it unpacks to.");
    }
}
