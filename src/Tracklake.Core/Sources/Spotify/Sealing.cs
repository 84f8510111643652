using System.Security.Cryptography;
using System.Text.Json;
using Tracklake.Raw;

namespace Tracklake.Sources.Spotify;

/// <summary>
/// Makes the raw batch of a day from its spool. The plan is written to the spool first: from then on the batch is
/// decided, and a run that was killed while it wrote the parts ends with the same bytes.
/// </summary>
internal sealed class Sealing(RawZone raw, SpotifySourceOptions options, Spool spool, DateOnly day)
{
    private const string PlanKey = "seal";

    /// <summary>The plan that an earlier run decided on; null when none did.</summary>
    public SealPlan? Decided() => spool.Find(SpoolMark.Seal, PlanKey) is null
        ? null
        : JsonSerializer.Deserialize(spool.Read(SpoolMark.Seal, PlanKey), SpotifyJson.Default.SealPlan);

    /// <summary>Fixes what the batch holds.</summary>
    public SealPlan Decide(DayAnswers answers, Notices notices)
    {
        var plan = new SealPlan(answers.Keys, notices.Sorted());
        var body = JsonSerializer.SerializeToUtf8Bytes(plan, SpotifyJson.Default.SealPlan);
        spool.Append(
            new SpoolRecord
            {
                Mark = SpoolMark.Seal,
                Key = PlanKey,
                Family = default,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(body)),
            }, body);
        return plan;
    }

    /// <summary>Writes the parts and completes the batch.</summary>
    public async Task<RawBatch> SealAsync(SealPlan plan, CancellationToken cancellationToken)
    {
        var name = SpotifySource.BatchName(day);
        List<RawPart> parts = [];
        foreach (var keys in Rotate(plan.Keys))
        {
            parts.Add(await raw.WritePartAsync(
                options.Name, name, parts.Count, "json", Bodies(keys), cancellationToken).ConfigureAwait(false));
        }
        var batch = new RawBatch
        {
            Source = options.Name,
            Name = name,
            ObservedOn = day,
            Parts = parts,
            Notices = plan.Notices,
        };
        await raw.CompleteAsync(batch, cancellationToken).ConfigureAwait(false);
        return batch;
    }

    private IEnumerable<List<string>> Rotate(IReadOnlyList<string> keys)
    {
        List<string> part = [];
        var bytes = 0L;
        foreach (var key in keys)
        {
            var length = spool.LengthOf(SpoolMark.Answer, key) + 1;
            if (part.Count > 0 && bytes + length > options.PartBytes)
            {
                yield return part;
                part = [];
                bytes = 0;
            }
            part.Add(key);
            bytes += length;
        }
        if (part.Count > 0)
            yield return part;
    }

    // One buffer serves all bodies: the raw zone writes each before it asks for the next.
    private IEnumerable<(RawEntry Entry, ReadOnlyMemory<byte> Body)> Bodies(List<string> keys)
    {
        var buffer = Array.Empty<byte>();
        foreach (var key in keys)
        {
            var length = spool.LengthOf(SpoolMark.Answer, key);
            if (buffer.Length < length)
                buffer = new byte[Math.Max(length, 2 * buffer.Length)];
            spool.Read(SpoolMark.Answer, key, buffer.AsSpan(0, length));
            yield return (Entry(spool.Find(SpoolMark.Answer, key)!), buffer.AsMemory(0, length));
        }
    }

    private RawEntry Entry(SpoolRecord record) => new()
    {
        Kind = record.Family.Kind(),
        Offset = 0,
        Length = 0,
        Sha256 = record.Sha256!,
        // A live day that was deferred past midnight holds answers of two days, and each says of which.
        ObservedOn = options.SimulatedDates ? day : DateOnly.FromDateTime(record.FetchedAt.UtcDateTime),
        FetchedAt = record.FetchedAt,
        Subject = record.Subject,
        Request = $"GET {options.LinkBase.AbsoluteUri}{record.Key}",
        Status = record.Status,
        Headers = record.Headers,
    };
}
