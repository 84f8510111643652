using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Tracklake.Raw;
using Tracklake.Storage;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>Writes the new responses of one day as a raw batch.</summary>
internal sealed class ResponseBatchWriter(IObjectStore store, RawZone zone, DateTimeOffset now)
{
    public const string Source = "responses";

    /// <param name="name">The batch's name.</param>
    /// <param name="day">The day that the responses speak of.</param>
    /// <param name="responses">The responses in the order in which they are to be stored.</param>
    /// <param name="template">What else the manifest says.</param>
    /// <param name="cancellationToken">Ends the write; the batch is not complete then.</param>
    public async Task<RawBatch> WriteAsync(
        string name, DateOnly day, IReadOnlyList<Candidate> responses, RawBatchNotes template,
        CancellationToken cancellationToken)
    {
        await BatchLeftovers.DeleteAsync(store, Source, name, cancellationToken).ConfigureAwait(false);
        var parts = new List<RawPart>();
        var documents = responses.Where(r => r.Body.Kind != RawKind.TrackLines).ToList();
        if (documents.Count > 0)
        {
            using var reader = new BodyReader();
            parts.Add(await zone.WritePartAsync(
                Source, name, 0, "json", documents.Select(r => (EntryOf(r, day), reader.Read(r))), cancellationToken)
                .ConfigureAwait(false));
        }
        foreach (var lines in responses.Where(r => r.Body.Kind == RawKind.TrackLines))
            parts.Add(await WriteLinesAsync(name, parts.Count, lines, day, cancellationToken).ConfigureAwait(false));

        var batch = new RawBatch
        {
            Source = Source,
            Name = name,
            ObservedOn = day,
            Parts = parts,
            Notices = template.Notices,
            Rejected = template.Rejected,
            Duplicates = template.Duplicates,
        };
        await zone.CompleteAsync(batch, cancellationToken).ConfigureAwait(false);
        return batch;
    }

    /// <summary>A name for further responses of a day that has a batch: it says their content.</summary>
    public static string FurtherName(DateOnly day, IEnumerable<Candidate> responses)
    {
        var hashes = responses.Select(r => r.Body.Sha256).Order(StringComparer.Ordinal);
        var content = SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', hashes)));
        return $"{FirstName(day)}-{Convert.ToHexStringLower(content)[..8]}";
    }

    public static string FirstName(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<RawPart> WriteLinesAsync(
        string name, int number, Candidate lines, DateOnly day, CancellationToken cancellationToken)
    {
        var part = new RawPart(
            RawKeys.Bodies(Source, name, number, "ndjson.gz"), RawKeys.Index(Source, name, number), 1,
            lines.Body.Length + 1);
        await store.PutAsync(part.Bodies, CopyAsync, cancellationToken).ConfigureAwait(false);
        await zone.WriteIndexAsync(part, [EntryOf(lines, day)], cancellationToken).ConfigureAwait(false);
        return part;

        async Task CopyAsync(Stream target, CancellationToken token)
        {
            var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
            await using (gzip.ConfigureAwait(false))
            {
                await BodyReader.CopyAsync(lines, gzip, token).ConfigureAwait(false);
                gzip.WriteByte((byte)'\n');
            }
        }
    }

    private RawEntry EntryOf(Candidate response, DateOnly day) => new()
    {
        Kind = response.Body.Kind,
        Offset = 0,
        Length = response.Body.Length,
        Sha256 = response.Body.Sha256,
        ObservedOn = day,
        FetchedAt = response.Body.FetchedAt ?? now,
        Subject = response.Body.Subject,
        Request = response.Body.Request,
        Status = response.Body.Status,
        Origin = response.Origin,
        Lines = response.Body.Lines,
    };
}

/// <summary>What a batch's manifest says beside its parts.</summary>
internal sealed record RawBatchNotes(
    IReadOnlyList<string> Notices, IReadOnlyList<Rejection> Rejected, long Duplicates);
