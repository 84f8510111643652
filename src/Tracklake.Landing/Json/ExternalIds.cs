using System.Text.Json;

namespace Tracklake.Landing.Json;

/// <summary>The external_ids object of tracks and albums.</summary>
internal static class ExternalIds
{
    /// <summary>The one id that is wanted; an empty one is none.</summary>
    public static TextRef Read(
        ref JsonCursor reader, ReadOnlySpan<byte> wanted, string field, FieldReader fields)
    {
        var found = default(TextRef);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (PropertyName.Next(ref reader, out var name))
            {
                if (name.SequenceEqual(wanted))
                    found = fields.Text(ref reader, field);
                else
                    reader.Skip();
            }
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            fields.WrongType(ref reader, field[..field.LastIndexOf('.')], "an object");
        }
        return found.IsNullOrEmpty ? default : found;
    }
}
