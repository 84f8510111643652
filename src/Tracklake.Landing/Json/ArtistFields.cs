using System.Text.Json;

namespace Tracklake.Landing.Json;

/// <summary>An artist as the artists array of a track or album has it.</summary>
/// <param name="Id">The id, or what stands for it.</param>
/// <param name="Name">The name as credited; no text when there is none.</param>
/// <param name="IsAmbiguous">Whether the importer of a dataset could not tell one artist from several.</param>
internal readonly record struct CreditedArtist(TextRef Id, TextRef Name, bool IsAmbiguous);

/// <summary>A place in the list of credited artists, and the bytes that it was read from.</summary>
internal readonly record struct CreditRange(int First, int Count, int Start, int Length);

/// <summary>What is taken of an artist object.</summary>
internal struct ArtistFields
{
    public TextRef Id;
    public TextRef Uri;
    public TextRef Name;
    public TextRef Genres;
    public int? Popularity;
    public long? Followers;
    public bool IsAmbiguous;

    public readonly TextRef Key => Id.IsNullOrEmpty ? Uri : Id;

    /// <summary>Reads the object at which the reader stands, to its end.</summary>
    public void Read(ref JsonCursor reader, ReadOnlySpan<byte> bytes, FieldReader fields)
    {
        while (PropertyName.Next(ref reader, out var name))
        {
            if (name.SequenceEqual("id"u8))
                Id = fields.Text(ref reader, "artist.id");
            else if (name.SequenceEqual("uri"u8))
                Uri = fields.Text(ref reader, "artist.uri");
            else if (name.SequenceEqual("name"u8))
                Name = fields.Text(ref reader, "artist.name");
            else if (name.SequenceEqual("genres"u8))
                Genres = ReadGenres(ref reader, bytes, fields);
            else if (name.SequenceEqual("popularity"u8))
                Popularity = fields.Count(ref reader, "artist.popularity", 100);
            else if (name.SequenceEqual("followers"u8))
                Followers = ReadFollowers(ref reader, fields);
            else if (name.SequenceEqual("is_ambiguous"u8))
                IsAmbiguous = fields.Boolean(ref reader, "artist.is_ambiguous") ?? false;
            else
                reader.Skip();
        }
    }

    private static long? ReadFollowers(ref JsonCursor reader, FieldReader fields)
    {
        long? total = null;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (PropertyName.Next(ref reader, out var name))
            {
                if (name.SequenceEqual("total"u8))
                    total = fields.LargeCount(ref reader, "artist.followers.total");
                else
                    reader.Skip();
            }
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            fields.WrongType(ref reader, "artist.followers", "an object");
        }
        return total;
    }

    private static TextRef ReadGenres(ref JsonCursor reader, ReadOnlySpan<byte> bytes, FieldReader fields)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            if (reader.TokenType != JsonTokenType.Null)
                fields.WrongType(ref reader, "artist.genres", "an array");
            return default;
        }
        var joined = new List<byte>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var genre = fields.Text(ref reader, "artist.genres[]");
            if (genre.IsNull)
                continue;
            if (joined.Count > 0)
                joined.AddRange(" | "u8);
            joined.AddRange(fields.Bytes(bytes, genre));
        }
        return fields.Keep(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(joined));
    }
}
