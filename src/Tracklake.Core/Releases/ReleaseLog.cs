using Tracklake.Storage;

namespace Tracklake.Releases;

/// <summary>The releases: numbered objects that are written once. The one with the highest number is current.</summary>
/// <param name="store">Where they are.</param>
public sealed class ReleaseLog(IObjectStore store)
{
    private const string Zone = "spotify/state/releases/";

    /// <summary>The numbers that there are, ascending.</summary>
    public async Task<IReadOnlyList<long>> NumbersAsync(CancellationToken cancellationToken)
    {
        var numbers = new List<long>();
        await foreach (var item in store.ListAsync(Zone, cancellationToken).ConfigureAwait(false))
            numbers.Add(long.Parse(item.Key[Zone.Length..^".json".Length], System.Globalization.CultureInfo.InvariantCulture));
        return numbers;
    }

    /// <summary>The current release; null before the first.</summary>
    public async Task<Release?> CurrentAsync(CancellationToken cancellationToken)
    {
        var numbers = await NumbersAsync(cancellationToken).ConfigureAwait(false);
        return numbers.Count == 0 ? null : await ReadAsync(numbers[^1], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A release by its number.</summary>
    /// <exception cref="ObjectNotFoundException">There is none of that number.</exception>
    public Task<Release> ReadAsync(long number, CancellationToken cancellationToken) =>
        store.GetJsonAsync(KeyOf(number), ReleaseJson.Default.Release, cancellationToken);

    /// <summary>Whether there is a release of that number.</summary>
    public Task<bool> HasAsync(long number, CancellationToken cancellationToken) =>
        store.ExistsAsync(KeyOf(number), cancellationToken);

    /// <summary>Publishes a release: from here on readers see it.</summary>
    /// <returns>False when the number was taken by another.</returns>
    public Task<bool> PublishAsync(Release release, CancellationToken cancellationToken) =>
        store.PutJsonAsync(KeyOf(release.Number), release, ReleaseJson.Default.Release, cancellationToken);

    /// <summary>The raw batches whose rows a release has: its own and those of the releases it builds on.</summary>
    public async Task<IReadOnlySet<string>> BatchesOfAsync(Release release, CancellationToken cancellationToken)
    {
        var batches = new HashSet<string>(StringComparer.Ordinal);
        var removed = new HashSet<string>(StringComparer.Ordinal);
        for (var next = release; ;)
        {
            batches.UnionWith(next.Batches.Where(b => !removed.Contains(b)));
            removed.UnionWith(next.Removed);
            var earlier = next.RollbackTo ?? next.Number - 1;
            if (earlier == 0 || next.FromScratch)
                return batches;
            next = await ReadAsync(earlier, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets the releases before one: their tables' versions are about to be deleted.</summary>
    public async Task ForgetBeforeAsync(Release release, CancellationToken cancellationToken)
    {
        foreach (var number in await NumbersAsync(cancellationToken).ConfigureAwait(false))
        {
            if (number < release.Number)
                await store.DeleteAsync(KeyOf(number), cancellationToken).ConfigureAwait(false);
        }
    }

    private static string KeyOf(long number) => $"{Zone}{number:D6}.json";
}
