using System.Globalization;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>Finds out which column holds which field: as the user says, else by name.</summary>
internal sealed class ColumnNames
{
    private static readonly HashSet<string> AllSynonyms =
        [.. Enum.GetValues<TrackField>().SelectMany(TrackFields.Synonyms)];

    private readonly Dictionary<TrackField, string> given = [];

    /// <exception cref="ImportException">A field of the map does not exist.</exception>
    public ColumnNames(IReadOnlyDictionary<string, string> map)
    {
        foreach (var (name, column) in map)
        {
            var field = TrackFields.ByName(name) ?? throw new ImportException(
                $"'{name}' is no field of a track. The fields are {string.Join(", ", TrackFields.Names)}; say for "
                + "instance --map track_name=\"Song Title\".");
            given[field] = column;
        }
    }

    /// <summary>How many of the names are known, or given.</summary>
    public int CountKnown(IReadOnlyList<string> names) =>
        names.Count(n => AllSynonyms.Contains(TrackFields.Plain(n)) || given.Values.Any(g => Same(g, n)));

    /// <summary>Whether a first row is names rather than values.</summary>
    public bool IsHeader(IReadOnlyList<string> row) => Find(row, TrackField.TrackName, allowPlaces: false) is not null
        || CountKnown(row) >= 2;

    /// <summary>The column of each field, -1 where there is none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="problem">Why it cannot be used; null when it can.</param>
    public int[] Map(ITable table, out string? problem)
    {
        var row = table.Header ?? table.FirstRow;
        var columns = new int[TrackFields.Count];
        Array.Fill(columns, -1);
        problem = null;
        foreach (var field in Enum.GetValues<TrackField>())
        {
            var found = Find(row, field, allowPlaces: true) ?? -1;
            if (found >= 0 && (table.Header is not null || given.ContainsKey(field)))
                columns[(int)field] = found;
            if (found < 0 && given.TryGetValue(field, out var wanted))
                problem ??= $"There is no column '{wanted}' for {TrackFields.NameOf(field)}. {Columns(row)}";
            if (found >= 0 && table.Header is not null && IsTwice(row, found))
                problem ??= $"The column '{row[found]}' occurs twice: say which is meant, by its place, with --map "
                    + $"{TrackFields.NameOf(field)}=N.";
        }
        problem ??= Missing(table, columns, row);
        return columns;
    }

    private bool IsTwice(IReadOnlyList<string> row, int column) =>
        row.Count(n => Same(n, row[column])) > 1 && !given.Values.Any(g => PlaceOf(g, row) == column);

    private static string? Missing(ITable table, int[] columns, IReadOnlyList<string> row)
    {
        if (columns[(int)TrackField.TrackName] >= 0
            && (columns[(int)TrackField.Artists] >= 0 || columns[(int)TrackField.TrackId] >= 0))
            return null;
        if (row.Count < 2)
            return $"A table of tracks has several columns, this file has one. {Columns(row)}";
        return table.Header is null
            ? $"The file has no header: its first row is {Values(row)} Say by place what they are: --map "
                + "track_name=1 --map artists=2 .."
            : "No column is known to hold the track's name, or none its artists or id. Say which does with --map "
                + $"track_name=.. --map artists=... {Columns(row)}";
    }

    private int? Find(IReadOnlyList<string> row, TrackField field, bool allowPlaces)
    {
        if (given.TryGetValue(field, out var wanted))
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (Same(row[i], wanted))
                    return i;
            }
            return allowPlaces ? PlaceOf(wanted, row) : null;
        }
        foreach (var synonym in TrackFields.Synonyms(field))
        {
            for (var i = 0; i < row.Count; i++)
            {
                // A column that the user gave to another field is not guessed for this one.
                if (TrackFields.Plain(row[i]) == synonym && !given.Values.Any(g => Same(g, row[i])))
                    return i;
            }
        }
        return null;
    }

    private static int? PlaceOf(string text, IReadOnlyList<string> row) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            && place >= 1 && place <= row.Count
            ? place - 1
            : null;

    private static bool Same(string a, string b) => a.Trim().Equals(b.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string Columns(IReadOnlyList<string> row) =>
        $"Its columns: {Values(row)}";

    private static string Values(IReadOnlyList<string> row) =>
        string.Join(", ", row.Take(20).Select(n => $"'{(n.Length > 40 ? n[..40] + "…" : n)}'"))
        + (row.Count > 20 ? $" and {row.Count - 20} more." : ".");
}
