namespace Tracklake.Sources.Imports.Datasets;

/// <summary>How the numbers of a column without a unit in its name are to be read.</summary>
internal enum DurationUnit
{
    Unknown,
    Seconds,
    Milliseconds,
}

/// <summary>What all rows of a file together show, before any of them is read for good.</summary>
internal sealed class ColumnEvidence
{
    private const int DurationsToJudge = 10_000;

    // Half of the tracks of any collection last between half a minute and three hours.
    private const decimal LeastSeconds = 30;
    private const decimal MostSeconds = 10_000;

    private static readonly TrackField[] NumberFields =
    [
        TrackField.DurationMs, TrackField.Duration, TrackField.DurationMin, TrackField.Popularity, TrackField.Year,
        TrackField.Month, TrackField.Day, TrackField.TrackNumber, TrackField.DiscNumber,
    ];

    private readonly NumberEvidence[] numbers =
        [.. Enumerable.Range(0, TrackFields.Count).Select(_ => new NumberEvidence())];
    private readonly HashSet<string> alone = [];
    private readonly List<string> durations = [];

    /// <summary>Artists, normalised, that occur alone in some row of the file.</summary>
    public IReadOnlySet<string> StandAlone => alone;

    /// <summary>The unit of <see cref="TrackField.Duration"/>.</summary>
    public DurationUnit Unit { get; private set; }

    public NumberEvidence this[TrackField field] => numbers[(int)field];

    public static ColumnEvidence Of(ITable table, RowFieldsOf fields)
    {
        var evidence = new ColumnEvidence();
        foreach (var row in table.Rows())
        {
            if (row.Fault is null)
                evidence.Add(row, fields);
        }
        evidence.JudgeUnit();
        return evidence;
    }

    private void Add(TableRow row, RowFieldsOf fields)
    {
        foreach (var field in NumberFields)
        {
            if (fields.Text(row, field) is { } text)
                numbers[(int)field].Add(text);
        }
        if (fields.Text(row, TrackField.Artists) is { } artists && ArtistNames.Alone(artists) is { } name)
            alone.Add(TrackIds.Normalise(name));
        if (durations.Count < DurationsToJudge && fields.Text(row, TrackField.Duration) is { } duration
            && !duration.Contains(':', StringComparison.Ordinal))
            durations.Add(duration);
    }

    private void JudgeUnit()
    {
        var values = durations.Select(d => this[TrackField.Duration].Read(d, isWhole: false, out _)).OfType<decimal>()
            .Order().ToList();
        if (values.Count == 0)
            return;
        var median = values[values.Count / 2];
        Unit = median switch
        {
            > MostSeconds => DurationUnit.Milliseconds,
            >= LeastSeconds => DurationUnit.Seconds,
            _ => DurationUnit.Unknown,
        };
    }
}

/// <summary>Finds the fields of a row by its file's columns.</summary>
internal sealed class RowFieldsOf(int[] columns)
{
    private static readonly HashSet<string> Missing =
        new(StringComparer.OrdinalIgnoreCase) { "nan", "null", "none", "n/a", "na", "-", "\\n", "nat", "<na>" };

    /// <summary>Whether the file has a column for the field.</summary>
    public bool Has(TrackField field) => columns[(int)field] >= 0;

    /// <summary>The place of the field's column.</summary>
    public int Column(TrackField field) => columns[(int)field];

    /// <summary>The columns that hold a field.</summary>
    public IReadOnlySet<int> Used { get; } = columns.Where(c => c >= 0).ToHashSet();

    /// <summary>A name as it is: there are artists called Null and tracks called None.</summary>
    public string? Name(TableRow row, TrackField field)
    {
        var text = Has(field) ? row.Fields[columns[(int)field]]?.Trim() : null;
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>A value; null also where the file writes that there is none.</summary>
    public string? Text(TableRow row, TrackField field) =>
        Name(row, field) is { } text && !Missing.Contains(text) ? text : null;
}
