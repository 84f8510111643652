using System.Globalization;
using Tracklake.Raw;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>Gathers what became of the files of an import and says it in words.</summary>
internal sealed class DatasetSummary(ImportOptions options)
{
    private readonly List<RawBatch> written = [];
    private readonly List<RawBatch> known = [];
    private readonly List<(string Path, string Same)> twins = [];
    private readonly List<string> unused = [];
    private readonly HashSet<string> taken = [];
    private int files;
    private int filesKnown;
    private long rows;
    private long duplicates;
    private long rejectedRows;

    /// <summary>What could not be used.</summary>
    public List<Rejection> Rejections { get; } = [];

    /// <summary>Files of something else.</summary>
    public List<string> Ignored { get; } = [];

    public void Add(DistinctFiles distinct)
    {
        files += distinct.Files.Count + distinct.Twins.Count + distinct.Rejections.Count;
        filesKnown += distinct.Twins.Count;
        twins.AddRange(distinct.Twins);
        if (distinct.Files.Count == 0)
            Rejections.AddRange(distinct.Rejections);
    }

    public void AddKnown(DistinctFiles distinct, RawBatch batch)
    {
        known.Add(batch);
        filesKnown += distinct.Files.Count;
        Rejections.AddRange(batch.Rejected);
    }

    public void Add(RawBatch? batch, TrackRows read, IReadOnlyList<Rejection> refused)
    {
        if (batch is not null)
            written.Add(batch);
        taken.UnionWith(batch is null ? [] : read.Mappers.Select(m => m.File.File.Path));
        Rejections.AddRange([.. refused, .. read.Rejections.ToList()]);
        rows += read.Taken;
        duplicates += read.Duplicates;
        rejectedRows += read.Rejections.Count;
        unused.AddRange(DatasetNotices.Unused(read));
    }

    public ImportResult Result()
    {
        var result = new ImportResult
        {
            Kind = ImportKind.Dataset,
            Batches = [.. written, .. known],
            Written = written.Count,
            FilesTaken = taken.Count,
            FilesKnown = filesKnown,
            Ignored = Ignored,
            Duplicates = duplicates + known.Sum(b => b.Duplicates),
            Rejections = Rejections,
            Sentences = [],
        };
        return result with { Sentences = [.. Sentences(result)] };
    }

    private IEnumerable<string> Sentences(ImportResult result)
    {
        yield return Counts.Files(files, result);
        if (written.Count > 0)
            yield return $"{Counts.Of(rows, "track row")} taken, {Number(duplicates)} the same as another, "
                + $"{Number(rejectedRows)} that could not be used.";
        if (written.Count > 0 && options.Date is null)
            yield return "They are taken as of "
                + $"{written[0].ObservedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
                + (written.Count > 1 ? " and later days" : "") + " (give --date to say another day).";
        if (Counts.Twins(twins) is { } same)
            yield return same;
        foreach (var sentence in written.SelectMany(b => b.Notices).Concat(unused))
            yield return sentence;
        foreach (var sentence in Counts.Rejections(result.Rejections))
            yield return sentence;
        if (Counts.Ignored(result.Ignored) is { } ignored)
            yield return ignored;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
