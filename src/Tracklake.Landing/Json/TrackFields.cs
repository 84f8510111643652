using System.Text.Json;

namespace Tracklake.Landing.Json;

/// <summary>What is taken of a track object, simplified or full.</summary>
internal struct TrackFields
{
    public TextRef Id;
    public TextRef Uri;
    public TextRef Name;
    public TextRef Isrc;
    public int? DiscNumber;
    public int? TrackNumber;
    public int? DurationMs;
    public int? Popularity;
    public bool? Explicit;
    public bool? IsLocal;
    public CreditRange Artists;
    public AlbumFields Album;
    public bool HasAlbum;

    /// <summary>Whether the album has the bytes of one that was taken; of its fields only the key is there then.</summary>
    public bool RepeatsAlbum;

    /// <summary>The id, or the URI of a local track, which has none.</summary>
    public readonly TextRef Key => Id.IsNullOrEmpty ? Uri : Id;

    /// <summary>Reads the object at which the reader stands, to its end.</summary>
    public void Read(
        ref JsonCursor reader, ReadOnlySpan<byte> bytes, FieldReader fields, CreditList credits, LastAlbum last)
    {
        while (PropertyName.Next(ref reader, out var name))
        {
            // By length first: most names of a track are not wanted, and this turns them away with one comparison.
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8):
                    Id = fields.Text(ref reader, "id");
                    break;
                case 3 when name.SequenceEqual("uri"u8):
                    Uri = fields.Text(ref reader, "uri");
                    break;
                case 4 when name.SequenceEqual("name"u8):
                    Name = fields.Text(ref reader, "name");
                    break;
                case 5 when name.SequenceEqual("album"u8):
                    ReadAlbum(ref reader, bytes, fields, credits, last);
                    break;
                case 7 when name.SequenceEqual("artists"u8):
                    Artists = credits.Read(ref reader, bytes, fields);
                    break;
                case 8 when name.SequenceEqual("explicit"u8):
                    Explicit = fields.Boolean(ref reader, "explicit");
                    break;
                case 8 when name.SequenceEqual("is_local"u8):
                    IsLocal = fields.Boolean(ref reader, "is_local");
                    break;
                case 10 when name.SequenceEqual("popularity"u8):
                    Popularity = fields.Count(ref reader, "popularity", 100);
                    break;
                case 11 when name.SequenceEqual("disc_number"u8):
                    DiscNumber = fields.Count(ref reader, "disc_number");
                    break;
                case 11 when name.SequenceEqual("duration_ms"u8):
                    DurationMs = fields.Count(ref reader, "duration_ms");
                    break;
                case 12 when name.SequenceEqual("track_number"u8):
                    TrackNumber = fields.Count(ref reader, "track_number");
                    break;
                case 12 when name.SequenceEqual("external_ids"u8):
                    Isrc = ExternalIds.Read(ref reader, "isrc"u8, "external_ids.isrc", fields);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private void ReadAlbum(
        ref JsonCursor reader, ReadOnlySpan<byte> bytes, FieldReader fields, CreditList credits, LastAlbum last)
    {
        Album = default;
        HasAlbum = reader.TokenType == JsonTokenType.StartObject;
        RepeatsAlbum = HasAlbum && last.TryPass(ref reader, bytes, ref Album);
        if (RepeatsAlbum)
            return;
        if (HasAlbum)
            Album.Read(ref reader, bytes, fields, credits);
        else if (reader.TokenType != JsonTokenType.Null)
            fields.WrongType(ref reader, "album", "an object");
    }
}
