namespace Tracklake.Quality;

/// <summary>A list (an artist's albums, an album's tracks) of which not all pages were received.</summary>
/// <param name="ListType">artist_albums or album_tracks.</param>
/// <param name="OwnerId">The artist or album.</param>
/// <param name="OwnerName">Its name, where it is known.</param>
/// <param name="Received">Items received.</param>
/// <param name="Total">Items that there are, as the source says.</param>
public sealed record TruncatedList(string ListType, string OwnerId, string? OwnerName, long Received, long Total);

/// <summary>Items of a kind of list, received and in all.</summary>
/// <param name="ListType">artist_albums or album_tracks.</param>
/// <param name="Received">Items received.</param>
/// <param name="Total">Items that there are; of lists that were read to the end, those received.</param>
public sealed record ListTotals(string ListType, long Received, long Total);

/// <summary>Says in sentences what is missing because pages were not read.</summary>
public static class Completeness
{
    private const int Named = 20;

    /// <summary>A warning for each kind of list that is not complete.</summary>
    public static IEnumerable<CheckResult> Report(
        IReadOnlyList<ListTotals> totals, IReadOnlyList<TruncatedList> truncated)
    {
        foreach (var total in totals)
        {
            var lists = truncated.Where(t => t.ListType == total.ListType).ToList();
            yield return new CheckResult
            {
                Subject = "silver.spotify_lists_silver",
                Check = $"{total.ListType}_complete",
                Kind = "completeness",
                Owner = Models.CheckList.OwnerOf(Models.Layer.Bronze),
                Severity = Models.Severity.Warning,
                Failures = lists.Count,
                Message = lists.Count == 0 ? "" : Sentence(total, lists),
            };
        }
    }

    private static string Sentence(ListTotals total, List<TruncatedList> lists)
    {
        var (items, pages, owners) = total.ListType == "album_tracks"
            ? ("tracks", "track pages", "albums")
            : ("albums", "album pages", "artists");
        var named = lists
            .OrderByDescending(l => l.Total - l.Received).ThenBy(l => l.OwnerId, StringComparer.Ordinal).Take(Named)
            .Select(l => $"{(string.IsNullOrEmpty(l.OwnerName) ? l.OwnerId : l.OwnerName)} ({l.Received:N0} of {l.Total:N0})");
        var more = lists.Count > Named ? $" and {lists.Count - Named} more" : "";
        return $"{total.Total - total.Received:N0} of {total.Total:N0} {items} are missing because {lists.Count:N0} {pages} "
            + $"were never paged on; the {owners}: {string.Join(", ", named)}{more}.";
    }
}
