using System.Text.Json;

namespace Tracklake.Sources.Spotify;

/// <summary>Keeps the use of the quota in a file, rewritten aside and moved into place.</summary>
/// <param name="path">The file; its folder is made when it is first written.</param>
public sealed class FileQuotaLedger(string path) : IQuotaLedger
{
    /// <inheritdoc/>
    public async Task<QuotaUsage> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return new QuotaUsage();
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(bytes, SpotifyJson.Default.QuotaUsage) ?? new QuotaUsage();
        }
        catch (JsonException e)
        {
            throw new SourceException(
                $"The record of Spotify's quota '{path}' cannot be read: {e.Message} "
                + "Delete it to go on; what was spent in the last 24 hours is then forgotten.", e);
        }
    }

    /// <inheritdoc/>
    public Task WriteAsync(QuotaUsage usage, CancellationToken cancellationToken) => AtomicFile.WriteAsync(
        path, JsonSerializer.SerializeToUtf8Bytes(usage, SpotifyJson.Default.QuotaUsage), cancellationToken);
}
