using System.Text.Json;
using Tracklake.Raw;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>
/// Finds the responses in a list, item by item: a list may have hundreds of megabytes, and what stands before a broken
/// place in it is good.
/// </summary>
internal static class ListBodies
{
    public static FileFindings Find(string path, byte[] content, int start, int count, long shift)
    {
        var document = content.AsSpan(start, count);
        var bodies = new List<FoundBody>();
        var rejections = new List<Rejection>();
        var at = 0;
        try
        {
            var reader = new Utf8JsonReader(document);
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                at = (int)reader.TokenStartIndex;
                var isNull = reader.TokenType == JsonTokenType.Null;
                reader.Skip();
                var end = (int)reader.BytesConsumed;
                if (isNull)
                    continue;
                var item = DocumentBodies.Find(path, content, start + at, end - at, shift);
                bodies.AddRange(item.Bodies.Select(b => b with { IsNested = true }));
                rejections.AddRange(item.Rejections);
                at = end;
            }
            // Throws when something follows the list.
            reader.Read();
        }
        catch (JsonException e)
        {
            if (DocumentBodies.FirstDocument(document) is not null)
                return DocumentBodies.FindEach(path, content, start, count, shift);
            var fault = JsonFault.AtBreak(e, document);
            rejections.Add(new Rejection(path, shift + start + at, count - at, fault.Code, fault.Reason));
        }
        return bodies.Count > 0
            ? new FileFindings(bodies, rejections, null)
            : FileFindings.Rejected(path, shift + start, count, rejections.FirstOrDefault()?.Code ?? "unknown-shape",
                rejections.Count == 0
                    ? "An empty list: it cannot be said of what."
                    : "A list, of which the first is: " + rejections[0].Reason);
    }
}
