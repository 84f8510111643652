using System.Text.Json;

namespace Tracklake.Landing.Json;

/// <summary>The artists credited by the record that is being read and by the album within it.</summary>
internal sealed class CreditList
{
    private readonly RepeatedValue last = new();
    private CreditedArtist[] lastArtists = [];
    private int lastStart;
    private CreditedArtist[] artists = new CreditedArtist[64];
    private int count;

    public void Begin() => count = 0;

    public ReadOnlySpan<CreditedArtist> Of(CreditRange range) => artists.AsSpan(range.First, range.Count);

    /// <summary>Reads the array at which the reader stands, to its end.</summary>
    public CreditRange Read(ref JsonCursor reader, ReadOnlySpan<byte> bytes, FieldReader fields)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            if (reader.TokenType != JsonTokenType.Null)
                fields.WrongType(ref reader, "artists", "an array");
            return default;
        }
        var first = count;
        var start = reader.TokenStartIndex;
        if (last.TryPass(ref reader, bytes))
        {
            foreach (var artist in lastArtists)
                Add(artist with { Id = artist.Id.Moved(start - lastStart), Name = artist.Name.Moved(start - lastStart) });
            return new CreditRange(first, count - first, start, reader.BytesConsumed - start);
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                Add(ref reader, bytes, fields);
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                fields.WrongType(ref reader, "artists[]", "an object");
            }
        }
        var range = new CreditRange(first, count - first, start, reader.BytesConsumed - start);
        Keep(reader, range, bytes, fields);
        return range;
    }

    // Texts that had to be unescaped are not in the bytes, and gone with the record.
    private void Keep(in JsonCursor reader, CreditRange range, ReadOnlySpan<byte> bytes, FieldReader fields)
    {
        last.Forget();
        if (fields.Fault is not null)
            return;
        foreach (var artist in Of(range))
        {
            if (artist.Id.IsInScratch || artist.Name.IsInScratch)
                return;
        }
        last.Keep(reader.Depth + 1, bytes.Slice(range.Start, range.Length));
        lastStart = range.Start;
        if (lastArtists.Length != range.Count)
            lastArtists = new CreditedArtist[range.Count];
        Of(range).CopyTo(lastArtists);
    }

    private void Add(ref JsonCursor reader, ReadOnlySpan<byte> bytes, FieldReader fields)
    {
        var artist = new ArtistFields();
        artist.Read(ref reader, bytes, fields);
        var id = !artist.Id.IsNullOrEmpty ? artist.Id
            : !artist.Uri.IsNullOrEmpty ? artist.Uri
            // Artists of local files have neither; the name is then all that identifies them.
            : !artist.Name.IsNullOrEmpty ? fields.Keep([.. "local:"u8, .. fields.Bytes(bytes, artist.Name)])
            : default;
        if (id.IsNull)
        {
            fields.Fail(FaultCodes.MissingId, "An entry of 'artists' has neither id nor uri nor name.");
            return;
        }
        Add(new CreditedArtist(id, artist.Name, artist.IsAmbiguous));
    }

    private void Add(CreditedArtist artist)
    {
        if (count == artists.Length)
            Array.Resize(ref artists, count * 2);
        artists[count++] = artist;
    }
}
