using Tracklake.Sources.Imports.Datasets;
using Tracklake.Sources.Imports.Files;
using Tracklake.Sources.Imports.History;
using Tracklake.Sources.Imports.Responses;

namespace Tracklake.Sources.Imports;

/// <summary>Finds out what a user's files are.</summary>
internal static class Detection
{
    private const int FilesToJudge = 50;

    private static readonly string[] TableExtensions = [".csv", ".tsv", ".parquet", ".tab", ".psv"];

    /// <exception cref="ImportException">They are nothing that is known, or two things at once.</exception>
    public static ImportKind KindOf(InputTree tree)
    {
        if (tree.Files.Any(HistoryFiles.IsNamedSo))
            return ImportKind.History;
        var tables = tree.Files.Where(IsTable).ToList();
        var json = tree.Files.Where(f => !IsTable(f) && ResponseFile.MayBeJson(f)).ToList();
        // Data sets come with a page of metadata in JSON beside the table: what counts is what the JSON holds.
        var responses = json.Take(FilesToJudge).Count(ResponseFile.HoldsResponse);
        if (tables.Count == 0 && responses == 0
            && json.Take(FilesToJudge).Any(f => HistoryFiles.FormOf(f) != HistoryForm.None))
            return ImportKind.History;
        if (tables.Count > 0 && responses > 0)
            throw new ImportException(
                $"'{Path.GetFileName(tree.Root)}' holds both tables (such as '{tables[0].Path}') and stored API "
                + "responses. Say which to take with --as dataset or --as responses.");
        if (tables.Count > 0 || tree.Files.Any(IsWorkbook)
            || responses == 0 && json.Take(FilesToJudge).Any(FlatRows.IsIn))
            return ImportKind.Dataset;
        if (json.Count > 0)
            return ImportKind.Responses;
        throw new ImportException(
            $"Nothing in '{Path.GetFileName(tree.Root)}' can be imported: looked for stored API responses (.json, "
                + ".ndjson), a "
            + $"streaming history ({HistoryFiles.Wanted}) and tables of tracks (.csv, .tsv, .parquet, .ndjson) among "
            + $"{Counts.Of(tree.Files.Count, "file")}. If it is one of these under another name, say so with --as "
            + "responses, --as history or --as dataset.");
    }

    public static bool IsWorkbook(InputFile file) => file.Extension is ".xlsx" or ".xls";

    public static bool IsTable(InputFile file) => TableExtensions.Contains(file.Extension);
}
