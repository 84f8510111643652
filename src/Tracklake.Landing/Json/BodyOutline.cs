using System.Text.Json;

namespace Tracklake.Landing.Json;

/// <summary>
/// Where the lists of a response body are. Finding them reads the body to its end, so that it is known to be well-formed
/// before the first of its records is taken: a body that is cut off is taken not at all rather than by half.
/// </summary>
internal struct BodyOutline : IBodyPart
{
    /// <summary>Each list: a plain array, or the items of a paging object.</summary>
    public ListPlace Tracks;
    public ListPlace Artists;
    public ListPlace Albums;

    /// <inheritdoc/>
    public void Read(ref JsonCursor reader, FieldReader fields)
    {
        while (PropertyName.Next(ref reader, out var name))
        {
            if (name.SequenceEqual("tracks"u8))
                Tracks = ListPlace.Read(ref reader, fields);
            else if (name.SequenceEqual("artists"u8))
                Artists = ListPlace.Read(ref reader, fields);
            else if (name.SequenceEqual("albums"u8))
                Albums = ListPlace.Read(ref reader, fields);
            else
                reader.Skip();
        }
    }
}

/// <summary>Where a list is.</summary>
/// <param name="Start">Where its array starts.</param>
/// <param name="Length">Length of the array; 0 when there is none.</param>
/// <param name="Offset">Number of items before it, as the paging object says.</param>
internal readonly record struct ListPlace(int Start, int Length, int Offset)
{
    public bool IsPresent => Length > 0;

    public static ListPlace Read(ref JsonCursor reader, FieldReader fields)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            var start = reader.TokenStartIndex;
            reader.Skip();
            return new ListPlace(start, reader.BytesConsumed - start, 0);
        }
        if (reader.TokenType != JsonTokenType.StartObject)
            return default;
        var page = new PageFields();
        page.Read(ref reader, fields);
        return new ListPlace(page.ItemsStart, page.ItemsLength, page.Offset ?? 0);
    }
}
