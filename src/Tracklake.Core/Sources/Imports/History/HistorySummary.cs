using System.Globalization;
using Tracklake.Raw;

namespace Tracklake.Sources.Imports.History;

/// <summary>Counts what is written of a history and says in words what became of it.</summary>
internal sealed class HistorySummary(HistoryChoice chosen, DistinctFiles files, HistoryReader reader)
{
    private readonly long[] contents = new long[4];
    private long first = long.MaxValue;
    private long last;

    public static ImportResult Known(HistoryChoice chosen, RawBatch there) => new()
    {
        Kind = ImportKind.History,
        Batches = [there],
        Written = 0,
        FilesTaken = 0,
        FilesKnown = chosen.Files.Count,
        Ignored = chosen.Ignored,
        Duplicates = there.Duplicates,
        Rejections = there.Rejected,
        Sentences =
        [
            $"This history was imported before ({there.Name}): {Counts.Of(chosen.Files.Count, "file")} known, nothing new.",
        ],
    };

    /// <summary>Lets plays pass by and counts them.</summary>
    public IEnumerable<Play> Count(IEnumerable<Play> plays)
    {
        foreach (var play in plays)
        {
            contents[(int)play.Content]++;
            first = Math.Min(first, play.EndedAt);
            last = Math.Max(last, play.EndedAt);
            yield return play;
        }
    }

    public IReadOnlyList<Rejection> Rejections() =>
        [.. chosen.Rejections, .. files.Rejections, .. reader.Rejections.ToList()];

    public IReadOnlyList<string> Notices() => chosen.Form == HistoryForm.Short
        ?
        [
            "This history is in the short form: times are exact to the minute only, and tracks are known by name, not "
            + "by URI. Spotify's 'Extended streaming history' says both exactly.",
        ]
        : [];

    public ImportResult Result(RawBatch? batch)
    {
        var result = new ImportResult
        {
            Kind = ImportKind.History,
            Batches = batch is null ? [] : [batch],
            Written = batch is null ? 0 : 1,
            FilesTaken = batch is null ? 0 : files.Files.Count,
            FilesKnown = files.Twins.Count,
            Ignored = chosen.Ignored,
            Duplicates = batch?.Duplicates ?? 0,
            Rejections = Rejections(),
            Sentences = [],
        };
        return result with { Sentences = [.. Sentences(result)] };
    }

    private IEnumerable<string> Sentences(ImportResult result)
    {
        yield return Counts.Files(chosen.Files.Count, result);
        if (result.Written > 0)
        {
            var kinds = new[] { PlayContent.Track, PlayContent.Episode, PlayContent.Audiobook, PlayContent.Unknown }
                .Where(kind => contents[(int)kind] > 0)
                .Select(kind => $"{Number(contents[(int)kind])} of {Noun(kind)}");
            yield return $"{Counts.Of(contents.Sum(), "play")} from {Day(first)} to {Day(last)}: "
                + $"{string.Join(", ", kinds)}.";
            yield return $"Of {Counts.Of(reader.Plays.Count + reader.Rejections.Count, "row")}, "
                + $"{Number(result.Duplicates)} tell a play that another row tells too, and "
                + $"{Number(reader.Rejections.Count)} could not be used.";
            yield return "IP addresses, user names, user agents and device names were dropped before anything was "
                + "written.";
        }
        if (Counts.Twins(files.Twins) is { } twins)
            yield return twins;
        foreach (var notice in Notices())
            yield return notice;
        if (chosen.LessExact.Count > 0)
            yield return $"{Counts.Of(chosen.LessExact.Count, "file")} of the short form left out, because the "
                + "extended history says the same more exactly.";
        foreach (var sentence in Counts.Rejections(result.Rejections))
            yield return sentence;
        if (Counts.Ignored(result.Ignored) is { } ignored)
            yield return ignored;
    }

    private static string Noun(PlayContent kind) => kind switch
    {
        PlayContent.Track => "tracks",
        PlayContent.Episode => "episodes",
        PlayContent.Audiobook => "audiobooks",
        _ => "something that the export does not name",
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Day(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at)
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
