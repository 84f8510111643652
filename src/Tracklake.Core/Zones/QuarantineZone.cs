using System.Runtime.CompilerServices;
using System.Text.Json;
using Tracklake.Raw;
using Tracklake.Storage;

namespace Tracklake.Zones;

/// <summary>A record in quarantine.</summary>
/// <param name="Batch">The raw batch that it came with.</param>
/// <param name="Rejection">Where it is, and why.</param>
public sealed record QuarantinedRecord(BatchName Batch, Rejection Rejection);

/// <summary>The quarantine: what could not be used, one object a batch, a line a record.</summary>
/// <param name="store">Where it is.</param>
public sealed class QuarantineZone(IObjectStore store)
{
    /// <summary>Every record in quarantine, in order of batch and place.</summary>
    public async IAsyncEnumerable<QuarantinedRecord> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in store.ListAsync(LandedKeys.QuarantineZone, cancellationToken).ConfigureAwait(false))
        {
            if (!item.Key.EndsWith(".ndjson", StringComparison.Ordinal))
                continue;
            var batch = BatchName.Parse(item.Key[LandedKeys.QuarantineZone.Length..^".ndjson".Length]);
            var stream = await store.OpenAsync(item.Key, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                using var reader = new StreamReader(stream);
                while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
                {
                    yield return new QuarantinedRecord(batch, JsonSerializer.Deserialize(line, LandedJson.Default.Rejection)
                        ?? throw new InvalidDataException($"The quarantine '{item.Key}' has an empty line."));
                }
            }
        }
    }
}
