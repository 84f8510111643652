using System.Globalization;
using Tracklake.Storage;

namespace Tracklake.Quality;

/// <summary>
/// The failing rows of checks, all of them, as Parquet: <c>spotify/state/checks/RUN/TABLE/CHECK.parquet</c>. They are
/// data like the tables: a purge deletes all of them, and those of older runs go as new ones come.
/// </summary>
/// <param name="store">Where they are.</param>
public sealed class FailingRowsZone(IObjectStore store)
{
    /// <summary>The prefix of all of them.</summary>
    public const string Zone = "spotify/state/checks/";

    /// <summary>The folder of a run's failing rows.</summary>
    public static string OfRun(long run) => string.Create(CultureInfo.InvariantCulture, $"{run:D6}");

    /// <summary>The folder of the failing rows that <c>check</c> found in a release.</summary>
    public static string OfRelease(long release) => string.Create(CultureInfo.InvariantCulture, $"release-{release:D6}");

    /// <summary>Keeps the files that results name; the results then name the objects.</summary>
    /// <param name="folder">Of a run or of a release.</param>
    /// <param name="results">The results.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<CheckResult>> KeepAsync(
        string folder, IReadOnlyList<CheckResult> results, CancellationToken cancellationToken)
    {
        var kept = new List<CheckResult>(results.Count);
        foreach (var result in results)
        {
            if (result.FailingRowsFile is not { } file)
            {
                kept.Add(result);
                continue;
            }
            var key = $"{Zone}{folder}/{result.Subject}/{result.Check}.parquet";
            // A run that is taken up again judges other rows than the one that was killed, if its tables changed.
            await store.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
            await store.PutAsync(
                key,
                async (stream, token) =>
                {
                    var rows = File.OpenRead(file);
                    await using (rows.ConfigureAwait(false))
                        await rows.CopyToAsync(stream, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            File.Delete(file);
            kept.Add(result with { FailingRows = key, FailingRowsFile = null });
        }
        return kept;
    }

    /// <summary>Deletes the failing rows of the runs, and of the releases, before some number.</summary>
    public Task ForgetBeforeAsync(long run, long release, CancellationToken cancellationToken) =>
        DeleteAsync(folder => NumberOf(folder, "") < run || NumberOf(folder, "release-") < release, cancellationToken);

    /// <summary>Deletes all failing rows.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken) => DeleteAsync(_ => true, cancellationToken);

    private async Task DeleteAsync(Func<string, bool> isTaken, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var item in store.ListAsync(Zone, cancellationToken).ConfigureAwait(false))
        {
            if (isTaken(item.Key[Zone.Length..].Split('/')[0]))
                keys.Add(item.Key);
        }
        foreach (var key in keys)
            await store.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
    }

    private static long? NumberOf(string folder, string prefix) =>
        folder.StartsWith(prefix, StringComparison.Ordinal)
        && long.TryParse(folder[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
