using System.Text.Json;

namespace Tracklake.Landing.Json;

/// <summary>What is taken of a paging object, or of the object around a plain array; items are only located.</summary>
internal struct PageFields : IBodyPart
{
    public TextRef Href;
    public bool HasNext;
    public int? Offset;
    public int? Total;

    /// <summary>Where the object is.</summary>
    public int Start;
    public int Length;

    /// <summary>Where the array of items is; a length of 0 when there is none.</summary>
    public int ItemsStart;
    public int ItemsLength;

    public readonly bool HasItems => ItemsLength > 0;

    /// <summary>Reads the object at which the reader stands, to its end.</summary>
    public void Read(ref JsonCursor reader, FieldReader fields)
    {
        Start = reader.TokenStartIndex;
        while (PropertyName.Next(ref reader, out var name))
        {
            if (name.SequenceEqual("href"u8))
                Href = fields.Text(ref reader, "href");
            else if (name.SequenceEqual("next"u8))
                HasNext = !fields.Text(ref reader, "next").IsNullOrEmpty;
            else if (name.SequenceEqual("offset"u8))
                Offset = fields.Count(ref reader, "offset");
            else if (name.SequenceEqual("total"u8))
                Total = fields.Count(ref reader, "total");
            else if (name.SequenceEqual("items"u8))
                ReadItems(ref reader);
            else
                reader.Skip();
        }
        Length = reader.BytesConsumed - Start;
    }

    private void ReadItems(ref JsonCursor reader)
    {
        ItemsStart = reader.TokenStartIndex;
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        reader.Skip();
        ItemsLength = isArray ? reader.BytesConsumed - ItemsStart : 0;
    }
}
