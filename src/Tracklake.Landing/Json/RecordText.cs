namespace Tracklake.Landing.Json;

/// <summary>The texts of the record that was just read, by reference.</summary>
internal readonly ref struct RecordText(ReadOnlySpan<byte> bytes, FieldReader fields)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>The UTF-8 bytes; empty when there is no text.</summary>
    public ReadOnlySpan<byte> this[TextRef text] => fields.Bytes(bytes, text);
}
