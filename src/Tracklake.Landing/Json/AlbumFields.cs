using System.Text.Json;

namespace Tracklake.Landing.Json;

/// <summary>What is taken of an album object.</summary>
internal struct AlbumFields
{
    public TextRef Id;
    public TextRef Uri;
    public TextRef Name;
    public TextRef Type;
    public TextRef ReleaseDate;
    public TextRef ReleaseDatePrecision;
    public TextRef Label;
    public TextRef Upc;
    public int? TotalTracks;
    public int? Popularity;
    public CreditRange Artists;

    /// <summary>Where the object is.</summary>
    public int Start;
    public int Length;

    /// <summary>Objects and arrays that are open within it, itself included.</summary>
    public int Depth;

    /// <summary>Where the page of tracks within it is; a length of 0 when there is none.</summary>
    public int TracksStart;
    public int TracksLength;

    public readonly TextRef Key => Id.IsNullOrEmpty ? Uri : Id;

    /// <summary>Reads the object at which the reader stands, to its end.</summary>
    public void Read(ref JsonCursor reader, ReadOnlySpan<byte> bytes, FieldReader fields, CreditList credits)
    {
        Start = reader.TokenStartIndex;
        Depth = reader.Depth;
        while (PropertyName.Next(ref reader, out var name))
        {
            if (name.SequenceEqual("id"u8))
                Id = fields.Text(ref reader, "album.id");
            else if (name.SequenceEqual("uri"u8))
                Uri = fields.Text(ref reader, "album.uri");
            else if (name.SequenceEqual("name"u8))
                Name = fields.Text(ref reader, "album.name");
            else if (name.SequenceEqual("label"u8))
                Label = fields.Text(ref reader, "album.label");
            else if (name.SequenceEqual("tracks"u8))
                ReadTracks(ref reader, fields);
            else if (name.SequenceEqual("artists"u8))
                Artists = credits.Read(ref reader, bytes, fields);
            else if (name.SequenceEqual("album_type"u8))
                Type = fields.Text(ref reader, "album.album_type");
            else if (name.SequenceEqual("popularity"u8))
                Popularity = fields.Count(ref reader, "album.popularity", 100);
            else if (name.SequenceEqual("total_tracks"u8))
                TotalTracks = fields.Count(ref reader, "album.total_tracks");
            else if (name.SequenceEqual("release_date"u8))
                ReleaseDate = fields.Text(ref reader, "album.release_date");
            else if (name.SequenceEqual("release_date_precision"u8))
                ReleaseDatePrecision = fields.Text(ref reader, "album.release_date_precision");
            else if (name.SequenceEqual("external_ids"u8))
                Upc = ExternalIds.Read(ref reader, "upc"u8, "album.external_ids.upc", fields);
            else
                reader.Skip();
        }
        Length = reader.BytesConsumed - Start;
    }

    private void ReadTracks(ref JsonCursor reader, FieldReader fields)
    {
        TracksStart = reader.TokenStartIndex;
        TracksLength = 0;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            reader.Skip();
            TracksLength = reader.BytesConsumed - TracksStart;
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            fields.WrongType(ref reader, "album.tracks", "an object");
        }
    }
}
