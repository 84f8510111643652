using System.Globalization;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>Says what of the files was left unknown rather than guessed, and how to say it.</summary>
internal static class DatasetNotices
{
    public static IReadOnlyList<string> Of(TrackRows rows)
    {
        var notices = new List<string>();
        foreach (var (file, mapper) in rows.Mappers)
        {
            if (mapper.AmbiguousDates is { Count: > 0 } dates)
                notices.Add($"{Counts.Of(dates.Count, "date")} in the column "
                    + $"'{ColumnOf(file, TrackField.ReleaseDate)}' of "
                    + $"'{file.File.Path}', such as '{dates.Example}', may have the day or the month first and are "
                    + "kept as unknown: say which with --date-order day-first or month-first.");
            if (mapper.AmbiguousArtists is { Count: > 0 } artists)
                notices.Add($"{Counts.Of(artists.Count, "artist field")} in the column "
                    + $"'{ColumnOf(file, TrackField.Artists)}' of '{file.File.Path}', such as "
                    + $"'{NumberEvidence.Shown(artists.Example!)}', may name one artist or several: say what "
                    + "separates them with --artist-separator, or that nothing does with --artist-separator none.");
            if (mapper.UnknownDurations > 0)
                notices.Add($"{Counts.Of(mapper.UnknownDurations, "duration")} in the column "
                    + $"'{ColumnOf(file, TrackField.Duration)}' of '{file.File.Path}' may be minutes or seconds and "
                    + "are kept as unknown: say which with --map duration_min=.. or --map duration_ms=...");
            if (mapper.DatesWithoutAlbum > 0)
                notices.Add($"{Counts.Of(mapper.DatesWithoutAlbum, "release date")} of '{file.File.Path}' not used: "
                    + "a date is an album's, and the rows name no album.");
        }
        if (rows.Mappers.Count > 0 && !rows.Mappers.Exists(m => m.Mapper.HasPopularity))
            notices.Add("The files have no popularity: it is unknown, not 0.");
        return notices;
    }

    /// <summary>Columns that hold nothing that is taken, a line for each set of them.</summary>
    public static IEnumerable<string> Unused(TrackRows rows)
    {
        var unused = rows.Mappers.Select(m => m.File)
            .Where(f => f.Table.Header is not null)
            .Select(f => string.Join(", ", f.Table.Header!.Where((_, i) => !f.Fields.Used.Contains(i))
                .Where(n => n.Length > 0).Select(n => $"'{n}'")))
            .Where(text => text.Length > 0)
            .GroupBy(text => text, StringComparer.Ordinal);
        foreach (var columns in unused)
            yield return $"Columns not taken, of {Counts.Of(columns.Count(), "file")}: {columns.Key}.";
    }

    private static string ColumnOf(OpenedFile file, TrackField field) => file.Table.Header is { } header
        ? header[file.Fields.Column(field)]
        : (file.Fields.Column(field) + 1).ToString(CultureInfo.InvariantCulture);
}
