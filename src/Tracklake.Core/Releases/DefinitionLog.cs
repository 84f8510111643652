using System.Text;
using Tracklake.Pipeline;
using Tracklake.Storage;

namespace Tracklake.Releases;

/// <summary>
/// The definitions that released tables were computed by, an object each under its hash: what a later plan compares
/// with. Releases of versions that kept none name hashes that are not here.
/// </summary>
/// <param name="store">Where they are.</param>
public sealed class DefinitionLog(IObjectStore store)
{
    private const string Zone = "spotify/state/definitions/";

    /// <summary>Keeps definitions; those that are there already are left as they are.</summary>
    public async Task KeepAsync(IEnumerable<ModelDefinition> definitions, CancellationToken cancellationToken)
    {
        foreach (var definition in definitions.DistinctBy(d => d.Hash))
        {
            // Looking is cheap; writing durably is not, and most are there.
            if (await store.ExistsAsync(KeyOf(definition.Hash), cancellationToken).ConfigureAwait(false))
                continue;
            await store.PutAsync(
                KeyOf(definition.Hash),
                (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(definition.Text), token).AsTask(),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The text of a definition; null when it was not kept.</summary>
    public async Task<string?> TextOfAsync(string hash, CancellationToken cancellationToken)
    {
        if (!await store.ExistsAsync(KeyOf(hash), cancellationToken).ConfigureAwait(false))
            return null;
        using var reader = new StreamReader(
            await store.OpenAsync(KeyOf(hash), cancellationToken).ConfigureAwait(false), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string KeyOf(string hash) => $"{Zone}{hash}.sql";
}
