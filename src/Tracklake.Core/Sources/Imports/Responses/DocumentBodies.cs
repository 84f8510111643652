using System.Security.Cryptography;
using System.Text.Json;
using Tracklake.Raw;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>Finds the responses in one JSON document: itself, those of a list, or the one in an envelope.</summary>
internal sealed class DocumentBodies(string path, byte[] content)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly List<FoundBody> bodies = [];
    private readonly List<Rejection> rejections = [];

    /// <param name="path">The file's relative path.</param>
    /// <param name="content">UTF-8.</param>
    /// <param name="start">First byte of the document in <paramref name="content"/>.</param>
    /// <param name="count">Bytes of the document.</param>
    /// <param name="shift">Where <paramref name="content"/> itself begins in the file.</param>
    public static FileFindings Find(string path, byte[] content, int start, int count, long shift = 0)
    {
        if (content.AsSpan(start, count).TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
            return ListBodies.Find(path, content, start, count, shift);
        if (count > ResponseFile.LargestObject)
            return FileFindings.Rejected(path, shift + start, count, "too-large",
                $"One JSON object of more than {ResponseFile.LargestObject >> 20} MB; the same records a line each "
                + "(.ndjson) have no limit.");
        if (JsonFault.OfBytes(content.AsSpan(start, count)) is { } bytes)
            return FileFindings.Rejected(path, shift + start + bytes.Offset, count, bytes.Code, bytes.Reason);
        try
        {
            using var document = JsonDocument.Parse(content.AsMemory(start, count), Strict);
            var found = new DocumentBodies(path, content);
            found.TakeObject(document.RootElement, isNested: false);
            return new FileFindings(
                [.. found.bodies.Select(b => b with { Offset = b.Offset + shift })],
                [.. found.rejections.Select(r => r with { Offset = r.Offset + shift })],
                null);
        }
        catch (JsonException e)
        {
            // Documents one after another, as "cat *.json" makes them: the first is whole and a bracket follows it.
            if (FirstDocument(content.AsSpan(start, count)) is not null)
                return FindEach(path, content, start, count, shift);
            var fault = JsonFault.Of(e, content.AsSpan(start, count));
            return FileFindings.Rejected(path, shift + start + fault.Offset, count, fault.Code, fault.Reason);
        }
    }

    /// <summary>Finds the responses in documents that stand one after another.</summary>
    public static FileFindings FindEach(string path, byte[] content, int start, int count, long shift)
    {
        var bodies = new List<FoundBody>();
        var rejections = new List<Rejection>();
        for (var end = start + count; start < end;)
        {
            var length = FirstDocument(content.AsSpan(start..end)) ?? end - start;
            var one = Find(path, content, start, length, shift);
            bodies.AddRange(one.Bodies.Select(b => b with { IsNested = true }));
            rejections.AddRange(one.Rejections);
            start += length;
        }
        return new FileFindings(bodies, rejections, null);
    }

    /// <summary>Where the first document ends when another follows it; null when none does.</summary>
    public static int? FirstDocument(ReadOnlySpan<byte> documents)
    {
        var reader = new Utf8JsonReader(documents, new JsonReaderOptions { AllowMultipleValues = true });
        try
        {
            if (!reader.Read() || !reader.TrySkip())
                return null;
            var end = (int)reader.BytesConsumed;
            return documents[end..].TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] ? end : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void TakeObject(JsonElement value, bool isNested)
    {
        var shape = Shape.Find(value);
        var fetched = Envelope.FetchedAt(value);
        if (shape.Kind is not null)
            Add(value, shape, new Envelope(value, null, null), fetched, isNested);
        else if (shape.Code == "unknown-shape" && Envelope.Find(value) is { } envelope)
            TakeEnveloped(envelope, fetched);
        else if (shape.Code == "unknown-shape" && ErrorInside(value) is { } error)
            Reject(value, error);
        else
            Reject(value, shape);
    }

    private void TakeEnveloped(Envelope envelope, DateTimeOffset? fetched)
    {
        if (envelope.Response.ValueKind == JsonValueKind.Array)
            TakeList(envelope.Response, envelope, fetched);
        else
            Add(envelope.Response, Shape.Find(envelope.Response, envelope.Request), envelope, fetched, isNested: true);
    }

    private void TakeList(JsonElement list, Envelope envelope, DateTimeOffset? fetched)
    {
        var known = bodies.Count;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Null)
                continue;
            if (Shape.Find(item) is { Kind: not null } shape)
                Add(item, shape, envelope, fetched, isNested: true);
            else
                Reject(item, Shape.Find(item));
        }
        if (bodies.Count == known && rejections.Count == 0)
            Reject(list, Shape.Not("unknown-shape", "An empty list: it cannot be said of what."));
    }

    private void Add(JsonElement value, Shape shape, Envelope envelope, DateTimeOffset? fetched, bool isNested)
    {
        var (offset, length) = value.Place(content);
        var bytes = content.AsSpan(offset, length);
        bodies.Add(new FoundBody(shape.Kind!.Value, shape.Subject, offset, length)
        {
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            FetchedAt = fetched,
            Request = envelope.Request,
            Status = envelope.Status,
            IsNested = isNested,
            HasPopularity = bytes.IndexOf("\"popularity\""u8) >= 0,
        });
    }

    private void Reject(JsonElement value, Shape shape)
    {
        var (offset, length) = value.Place(content);
        rejections.Add(new Rejection(path, offset, length, shape.Code, shape.Reason));
    }

    private static Shape? ErrorInside(JsonElement envelope)
    {
        if (envelope.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var property in envelope.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object
                && Shape.Find(property.Value) is { Kind: null, Code: not "unknown-shape" } shape)
                return shape;
        }
        return null;
    }
}
