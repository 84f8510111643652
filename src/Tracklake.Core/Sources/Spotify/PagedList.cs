using System.Globalization;

namespace Tracklake.Sources.Spotify;

/// <summary>Reads a list of the API page by page to its end, and says so where that is not possible.</summary>
internal sealed class PagedList(DayAnswers answers, SpotifySourceOptions options, Notices notices)
{
    // How far a list may go past its announced total, which drifts, before it counts as endless.
    private const int Slack = 100;

    /// <summary>Reads a list.</summary>
    /// <param name="family">The kind of its pages.</param>
    /// <param name="title">The list's name in a notice: <c>albums of Zoë (0aAA..)</c>.</param>
    /// <param name="at">Makes the request for a page, from page size and offset.</param>
    /// <param name="embedded">The first page where another answer holds it already; else null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The entities of all pages; null when there is no such list.</returns>
    public async Task<List<EntityFacts>?> ReadAsync(
        EndpointFamily family, string title, Func<int, int, SpotifyRequest> at, BodyFacts? embedded,
        CancellationToken cancellationToken)
    {
        List<EntityFacts> entities = [.. embedded?.Entities ?? []];
        var page = embedded?.Page;
        var seen = page?.Count ?? 0;
        var offset = 0;
        while (true)
        {
            if (page is not null)
            {
                var (next, problem) = Next(page, offset, at(1, 0).Path);
                if (problem is not null)
                    Truncated(title, seen, page.Total, problem);
                if (next is not { } following)
                    return entities;
                offset = following;
                answers.Plan(1);
            }
            var reply = await answers.AskPageAsync(family, size => at(size, offset), cancellationToken)
                .ConfigureAwait(false);
            if (reply is not Answered answer)
            {
                if (page is null)
                    return null;
                Truncated(title, seen, page.Total, "the next page is not there any more (404)");
                return entities;
            }
            if (answer.Facts.Page!.Count == 0 && page is not null)
            {
                // Some lists announce a next page for ever. What is empty tells nothing, and would make the batch's
                // bytes depend on how often the API promised more.
                answers.LeaveOut(answer);
                if (seen < page.Total)
                    Truncated(title, seen, page.Total, "the pages that follow are empty");
                return entities;
            }
            page = answer.Facts.Page;
            seen += page.Count;
            entities.AddRange(answer.Facts.Entities);
        }
    }

    private (int? Offset, string? Problem) Next(PageFacts page, int offset, string path)
    {
        if (page.Next is not { } link)
            return (null, null);
        if (!Uri.TryCreate(link, UriKind.Absolute, out var next) || !IsOurs(next))
            return (null, "its next page leads to another host, which was not asked");
        if (PathOf(next) != path[..path.IndexOf('?', StringComparison.Ordinal)])
            return (null, "its next page leads to another list, which was not asked");
        var following = OffsetOf(next) ?? (offset + page.Count);
        if (following <= offset)
            return (null, "its next page leads back");
        if (page.Total is { } total && following > Math.Max(total, offset + page.Count) + Slack)
            return (null, "its next page lies far behind its end");
        // A page may hold fewer entries than it was cut to, but a link that leads over entries is not followed there.
        return (Math.Min(following, offset + Math.Max(page.Limit ?? 0, Math.Max(page.Count, 1))), null);
    }

    private bool IsOurs(Uri next) => SameOrigin(next, options.LinkBase) || SameOrigin(next, options.ApiBase);

    private static bool SameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Host == other.Host && one.Port == other.Port && one.UserInfo.Length == 0;

    private string? PathOf(Uri next)
    {
        var start = SameOrigin(next, options.LinkBase) ? options.LinkBase.AbsolutePath : options.ApiBase.AbsolutePath;
        return next.AbsolutePath.StartsWith(start, StringComparison.Ordinal) ? next.AbsolutePath[start.Length..] : null;
    }

    private static int? OffsetOf(Uri next)
    {
        foreach (var pair in next.Query.TrimStart('?').Split('&'))
        {
            if (pair.StartsWith("offset=", StringComparison.Ordinal) && int.TryParse(
                pair.AsSpan("offset=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            {
                return offset;
            }
        }
        return null;
    }

    private void Truncated(string title, int seen, int? total, string problem) => notices.Add(
        $"The list of {title} is cut off after "
        + (total is { } announced
            ? string.Create(CultureInfo.InvariantCulture, $"{seen} of {announced} announced entries")
            : string.Create(CultureInfo.InvariantCulture, $"entry {seen}"))
        + $": {problem}.");
}
