using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>Reads the rows of one file as tracks.</summary>
internal sealed partial class TrackMapper(
    string file, RowFieldsOf fields, ColumnEvidence evidence, ImportOptions options, int lastYear)
{
    private const long LongestMs = 24L * 60 * 60 * 1000;

    /// <summary>Dates whose day and month cannot be told apart, and one of them.</summary>
    public (long Count, string? Example) AmbiguousDates { get; private set; }

    /// <summary>Artist fields that may name several, and one of them.</summary>
    public (long Count, string? Example) AmbiguousArtists { get; private set; }

    /// <summary>Durations in a unit that cannot be told.</summary>
    public long UnknownDurations { get; private set; }

    /// <summary>Release dates of tracks that name no album, which the date would be of.</summary>
    public long DatesWithoutAlbum { get; private set; }

    /// <summary>Whether a row had a popularity.</summary>
    public bool HasPopularity { get; private set; }

    /// <exception cref="RowException">The row cannot be used.</exception>
    public TrackRecord Map(TableRow row)
    {
        var name = fields.Name(row, TrackField.TrackName)
            ?? throw new RowException("missing-name", "The row names no track.");
        var artists = ArtistsOf(row, out var ambiguous);
        var id = IdOf(row);
        if (artists.Count == 0 && id is null)
            throw new RowException("missing-artist", "The row names neither an artist nor an id of the track.");
        var albumName = fields.Name(row, TrackField.AlbumName);
        var albumId = fields.Text(row, TrackField.AlbumId) is { } given ? TrackIds.Plain(given) : null;
        var hasAlbum = albumName is not null || albumId is not null;
        var released = ReleasedOn(row);
        DatesWithoutAlbum += released is not null && !hasAlbum ? 1 : 0;
        var popularity = Whole(row, TrackField.Popularity, 0, 100);
        HasPopularity |= popularity is not null;
        return new TrackRecord
        {
            Id = id ?? TrackIds.Track(name, artists.Select(a => a.Name), albumName),
            Name = name,
            Artists = artists,
            AreArtistsAmbiguous = ambiguous,
            // Of its first artist: guests on single tracks do not make another album.
            Album = hasAlbum
                ? (albumId ?? TrackIds.Album(artists.Take(1).Select(a => a.Name), albumName!), albumName ?? "")
                : null,
            AlbumType = fields.Text(row, TrackField.AlbumType)?.ToLowerInvariant(),
            ReleasedOn = released,
            DurationMs = DurationOf(row),
            Popularity = popularity,
            IsExplicit = FlagOf(row),
            Isrc = fields.Text(row, TrackField.Isrc),
            TrackNumber = Whole(row, TrackField.TrackNumber, 1, 100_000),
            DiscNumber = Whole(row, TrackField.DiscNumber, 1, 10_000),
            File = file,
            Row = row.Number,
            Offset = row.Offset,
        };
    }

    // A column that is merely called "id" and counts from 0 numbers the rows of its file; in another file the same
    // number is another track.
    private string? IdOf(TableRow row)
    {
        if (fields.Text(row, TrackField.TrackId) is not { } text)
            return null;
        var id = TrackIds.Plain(text);
        return id.Length == 0 || id.Length < 12 && id.All(char.IsAsciiDigit) ? null : id;
    }

    private IReadOnlyList<(string Id, string Name)> ArtistsOf(TableRow row, out bool ambiguous)
    {
        ambiguous = false;
        var text = fields.Name(row, TrackField.Artists);
        var ids = fields.Text(row, TrackField.ArtistIds) is { } given ? ArtistNames.SplitIds(given) : [];
        if (text is null)
            return [];
        var names = ArtistNames.Split(text, ids.Count, options.ArtistSeparator, evidence.StandAlone, out ambiguous);
        if (names.Count > 0 && ids.Count > 0 && ids.Count != names.Count)
            ambiguous = options.ArtistSeparator is null;
        if (ambiguous)
            AmbiguousArtists = (AmbiguousArtists.Count + 1, AmbiguousArtists.Example ?? text);
        return [.. names.Select((n, i) => (ids.Count == names.Count ? TrackIds.Plain(ids[i]) : TrackIds.Artist(n), n))];
    }

    private long? DurationOf(TableRow row)
    {
        decimal? ms = null;
        if (fields.Text(row, TrackField.DurationMs) is { } direct)
            ms = Number(TrackField.DurationMs, direct, isWhole: true);
        else if (fields.Text(row, TrackField.Duration) is { } duration)
            ms = Clock(duration) ?? InUnit(Number(TrackField.Duration, duration, isWhole: false));
        else if (fields.Text(row, TrackField.DurationMin) is { } minutes)
            ms = Clock(minutes) ?? Number(TrackField.DurationMin, minutes, isWhole: false) * 60_000;
        if (ms is not { } known)
            return null;
        var rounded = decimal.Round(known, MidpointRounding.AwayFromZero);
        return rounded is > 0 and <= LongestMs
            ? (long)rounded
            : throw new RowException("duration-out-of-range",
                $"A track cannot last {rounded.ToString(CultureInfo.InvariantCulture)} ms.");
    }

    private decimal? InUnit(decimal number)
    {
        UnknownDurations += evidence.Unit == DurationUnit.Unknown ? 1 : 0;
        return evidence.Unit switch
        {
            DurationUnit.Milliseconds => number,
            DurationUnit.Seconds => number * 1000,
            _ => null,
        };
    }

    // 3:21, 1:02:03, 3:21.5
    private static decimal? Clock(string text)
    {
        if (ClockTime().Match(text) is not { Success: true } match)
            return null;
        decimal Part(string name) => match.Groups[name] is { Success: true } group
            ? decimal.Parse(group.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            : 0;
        return ((Part("h") * 60 + Part("m")) * 60 + Part("s")) * 1000;
    }

    private ReleaseDate? ReleasedOn(TableRow row)
    {
        ReleaseDate date;
        ReleaseDate.Outcome outcome;
        var text = fields.Text(row, TrackField.ReleaseDate);
        if (text is not null)
            outcome = ReleaseDate.Parse(text, options.DateOrder, lastYear, out date);
        else if (Whole(row, TrackField.Year, 0, 9999) is { } year)
            outcome = year == 0 ? ReleaseDate.Parse("0000", null, lastYear, out date) : ReleaseDate.Of(year,
                Whole(row, TrackField.Month, 1, 12), Whole(row, TrackField.Day, 1, 31), lastYear, out date);
        else
            return null;
        if (outcome == ReleaseDate.Outcome.Ambiguous)
            AmbiguousDates = (AmbiguousDates.Count + 1, AmbiguousDates.Example ?? text);
        return outcome switch
        {
            ReleaseDate.Outcome.Read => date,
            ReleaseDate.Outcome.Ambiguous => null,
            _ => throw new RowException("bad-date",
                $"'{NumberEvidence.Shown(text ?? fields.Text(row, TrackField.Year)!)}' is no date that a track can "
                    + "be released on."),
        };
    }

    private bool? FlagOf(TableRow row) => fields.Text(row, TrackField.Explicit)?.ToLowerInvariant() switch
    {
        null => null,
        "true" or "1" or "1.0" or "yes" or "y" or "t" or "explicit" => true,
        "false" or "0" or "0.0" or "no" or "n" or "f" or "clean" => false,
        var other => throw new RowException("bad-flag", $"'{NumberEvidence.Shown(other)}' does not say whether it is "
            + "explicit."),
    };

    private int? Whole(TableRow row, TrackField field, int least, int most)
    {
        if (fields.Text(row, field) is not { } text)
            return null;
        var number = Number(field, text, isWhole: true);
        if (number != decimal.Truncate(number) || number < least || number > most)
            throw new RowException($"{TrackFields.NameOf(field).Replace('_', '-')}-out-of-range",
                $"The {TrackFields.NameOf(field)} '{NumberEvidence.Shown(text)}' is not a whole number from {least} "
                    + $"to {most}.");
        return (int)number;
    }

    private decimal Number(TrackField field, string text, bool isWhole) =>
        evidence[field].Read(text, isWhole, out var problem)
            ?? throw new RowException("bad-number", $"{TrackFields.NameOf(field)}: {problem}");

    [GeneratedRegex(@"^(?:(?<h>\d{1,2}):(?=\d\d:))?(?<m>\d{1,3}):(?<s>[0-5]\d(?:\.\d+)?)$")]
    private static partial Regex ClockTime();
}

/// <summary>A row cannot be used; never leaves the import.</summary>
internal sealed class RowException(string code, string reason) : Exception(reason)
{
    public string Code { get; } = code;
}
