using Tracklake.Raw;
using Tracklake.Sources.Imports.Files;
using Tracklake.Storage;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>Takes stored responses into the raw zone: a batch a day.</summary>
internal sealed class ResponsesImport(IObjectStore store, TimeProvider clock)
{
    private readonly RawZone zone = new(store);

    public async Task<ImportResult> RunAsync(
        InputTree tree, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var found = Read(tree, progress, cancellationToken);
        var known = await KnownBodies.LoadAsync(zone, ResponseBatchWriter.Source, cancellationToken)
            .ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var plan = ResponsePlan.Make(found.Candidates, known, options.Date, DateOnly.FromDateTime(now.UtcDateTime));
        var written = await WriteAsync(plan, found, known, now, cancellationToken).ConfigureAwait(false);
        return ResponsesSummary.Of(found, plan, written, [.. plan.KnownBatches.Select(known.Batch)]);
    }

    private static FoundResponses Read(
        InputTree tree, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var found = new FoundResponses();
        found.Ignored.AddRange(tree.Ignored);
        found.Rejections.AddRange(tree.Rejections.Select(r => (r, DayInPath.Find(r.Object))));
        var above = DayInPath.Above(tree.Root);
        for (var i = 0; i < tree.Files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = tree.Files[i];
            if (ResponseFile.MayBeJson(file) || tree.Files.Count == 1)
                found.Add(file, ResponseFile.Read(file), DayInPath.Find(file.Path) ?? above);
            else
                found.Ignored.Add(file.Path);
            progress?.Report(new ImportProgress(file.Path, i + 1, tree.Files.Count, found.Candidates.Count));
        }
        return found;
    }

    private async Task<IReadOnlyList<RawBatch>> WriteAsync(
        ResponsePlan plan, FoundResponses found, KnownBodies known, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var writer = new ResponseBatchWriter(store, zone, now);
        var written = new List<RawBatch>();
        var rejections = found.Rejections.Where(r => !known.HasRejection(r.Rejection)).ToList();
        foreach (var (day, responses) in plan.New)
        {
            var first = ResponseBatchWriter.FirstName(day);
            var name = known.HasBatch(first) ? ResponseBatchWriter.FurtherName(day, responses) : first;
            // What could not be used is set aside with the day that it would have been of; where nothing else is of
            // that day, with the first that is written, so that it is never lost.
            var isFirst = written.Count == 0;
            var rejected = rejections
                .Where(r => (r.Day ?? plan.UndatedDay) == day
                    || isFirst && !plan.New.ContainsKey(r.Day ?? plan.UndatedDay))
                .Select(r => r.Rejection);
            var notes = new RawBatchNotes(
                ResponsesSummary.Notices(plan, day, responses), [.. rejected], plan.Known.GetValueOrDefault(day));
            written.Add(await writer.WriteAsync(name, day, responses, notes, cancellationToken).ConfigureAwait(false));
        }
        return written;
    }
}

/// <summary>What the files of an import hold.</summary>
internal sealed class FoundResponses
{
    public List<Candidate> Candidates { get; } = [];

    public List<(Rejection Rejection, DateOnly? Day)> Rejections { get; } = [];

    public List<string> Ignored { get; } = [];

    public int Files { get; private set; }

    public void Add(InputFile file, FileFindings findings, DateOnly? day)
    {
        Files++;
        foreach (var body in findings.Bodies)
        {
            var said = body.FetchedAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : (DateOnly?)null;
            Candidates.Add(new Candidate(file, findings, body, day ?? said));
        }
        Rejections.AddRange(findings.Rejections.Select(r => (r, day)));
    }
}
