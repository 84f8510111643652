using System.Text.Json;

namespace Tracklake.Sources.Spotify;

/// <summary>
/// Reads <see cref="BodyFacts"/> in one pass over the whole body, which thereby is known to be whole JSON. Every field
/// may be absent; only the shape that a family cannot do without is asked for.
/// </summary>
internal static class BodyReader
{
    /// <exception cref="JsonException">The body is not whole JSON.</exception>
    /// <exception cref="InvalidDataException">It is, but not what the family answers.</exception>
    public static BodyFacts Read(EndpointFamily family, ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new InvalidDataException("it is not a JSON object");
        var facts = family switch
        {
            EndpointFamily.Artist or EndpointFamily.Album or EndpointFamily.Track => Single(ref reader),
            EndpointFamily.Artists => Under(ref reader, "artists"u8),
            EndpointFamily.Albums => Under(ref reader, "albums"u8),
            EndpointFamily.Tracks or EndpointFamily.TopTracks => Under(ref reader, "tracks"u8),
            EndpointFamily.ArtistAlbums or EndpointFamily.AlbumTracks => Page(ref reader)
                ?? throw new InvalidDataException("it has no 'items'"),
            EndpointFamily.Search => Found(ref reader),
            _ => throw new ArgumentOutOfRangeException(nameof(family), family, null),
        };
        if (reader.Read())
            throw new InvalidDataException("something follows the JSON object");
        return facts;
    }

    private static BodyFacts Single(ref Utf8JsonReader reader)
    {
        var entity = Entity(ref reader);
        return entity.Id is null
            ? throw new InvalidDataException("it has no 'id'")
            : new BodyFacts { Entities = [entity] };
    }

    private static BodyFacts Under(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        List<EntityFacts>? entities = null;
        while (NextProperty(ref reader))
        {
            var wanted = reader.ValueTextEquals(name);
            reader.Read();
            if (wanted && reader.TokenType == JsonTokenType.StartArray)
                entities = Entities(ref reader, out _);
            else
                reader.Skip();
        }
        return entities is null
            ? throw new InvalidDataException("it lacks the list that was asked for")
            : new BodyFacts { Entities = entities };
    }

    // A search answers with a page a type; only one type is ever asked for.
    private static BodyFacts Found(ref Utf8JsonReader reader)
    {
        BodyFacts? found = null;
        while (NextProperty(ref reader))
        {
            reader.Read();
            if (found is null && reader.TokenType == JsonTokenType.StartObject)
                found = Page(ref reader);
            else
                reader.Skip();
        }
        return found ?? throw new InvalidDataException("it has no results, not even an empty page");
    }

    private static BodyFacts? Page(ref Utf8JsonReader reader)
    {
        List<EntityFacts>? entities = null;
        string? next = null;
        int? total = null, limit = null;
        int offset = 0, count = 0;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("items"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartArray)
                    entities = Entities(ref reader, out count);
                else
                    reader.Skip();
            }
            else if (reader.ValueTextEquals("next"u8))
                next = Text(ref reader);
            else if (reader.ValueTextEquals("offset"u8))
                offset = Number(ref reader) ?? 0;
            else if (reader.ValueTextEquals("total"u8))
                total = Number(ref reader);
            else if (reader.ValueTextEquals("limit"u8))
                limit = Number(ref reader);
            else
                SkipValue(ref reader);
        }
        return entities is null
            ? null
            : new BodyFacts { Entities = entities, Page = new PageFacts(next, offset, total, limit, count) };
    }

    private static List<EntityFacts> Entities(ref Utf8JsonReader reader, out int count)
    {
        List<EntityFacts> entities = [];
        count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            if (reader.TokenType == JsonTokenType.StartObject)
                entities.Add(Entity(ref reader));
            else
                reader.Skip();
        }
        return entities;
    }

    private static EntityFacts Entity(ref Utf8JsonReader reader)
    {
        string? id = null, name = null, linkedFrom = null;
        bool popularity = false, isrc = false;
        BodyFacts? tracks = null;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
                id = Text(ref reader);
            else if (reader.ValueTextEquals("name"u8))
                name = Text(ref reader);
            else if (reader.ValueTextEquals("popularity"u8))
                popularity = Number(ref reader) is not null;
            else if (reader.ValueTextEquals("external_ids"u8))
                isrc = Member(ref reader, "isrc"u8) is not null;
            else if (reader.ValueTextEquals("linked_from"u8))
                linkedFrom = Member(ref reader, "id"u8);
            else if (reader.ValueTextEquals("tracks"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                    tracks = Page(ref reader);
                else
                    reader.Skip();
            }
            else
                SkipValue(ref reader);
        }
        return new EntityFacts
        {
            Id = id,
            Name = name,
            LinkedFrom = linkedFrom,
            HasPopularity = popularity,
            HasIsrc = isrc,
            Tracks = tracks,
        };
    }

    private static string? Member(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        string? found = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(name))
                found = Text(ref reader);
            else
                SkipValue(ref reader);
        }
        return found;
    }

    private static bool NextProperty(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        reader.Skip();
        return null;
    }

    private static int? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number))
            return number;
        reader.Skip();
        return null;
    }

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
