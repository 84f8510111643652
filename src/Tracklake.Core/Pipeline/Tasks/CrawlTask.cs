using Tracklake.Catalog;
using Tracklake.Zones;

namespace Tracklake.Pipeline.Tasks;

/// <summary>Reads the columns of the landed files and keeps their versions.</summary>
internal sealed class CrawlTask(RunScope scope)
{
    /// <summary>What the crawl found.</summary>
    public async Task<Crawl> RunAsync(
        IReadOnlyList<LandedBatch> landed, IFileSchemas schemas, CancellationToken cancellationToken)
    {
        using var task = scope.Begin("crawl", 1);
        var crawl = await new Crawler(scope.Parts.Store, schemas).CrawlAsync(landed, cancellationToken).ConfigureAwait(false);
        task.Summary = $"{crawl.Files:N0} files of {crawl.Tables} tables, {crawl.Drifts.Count} changed";
        return crawl;
    }
}
