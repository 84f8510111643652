namespace Tracklake.Landing.Json;

/// <summary>What is taken of a play of a streaming history, under the names that the importer gives.</summary>
internal struct PlayFields
{
    public TextRef Ts;
    public TextRef ContentType;
    public TextRef Uri;
    public TextRef Title;
    public TextRef Creator;
    public TextRef Album;
    public TextRef Platform;
    public TextRef Country;
    public TextRef ReasonStart;
    public TextRef ReasonEnd;
    public long? MsPlayed;
    public bool? Shuffle;
    public bool? Skipped;
    public bool? Offline;
    public bool? Incognito;

    /// <summary>Reads the object at which the reader stands, to its end.</summary>
    public void Read(ref JsonCursor reader, FieldReader fields)
    {
        while (PropertyName.Next(ref reader, out var name))
        {
            if (name.SequenceEqual("ts"u8))
                Ts = fields.Text(ref reader, "ts");
            else if (name.SequenceEqual("ms_played"u8))
                MsPlayed = fields.LargeCount(ref reader, "ms_played");
            else if (name.SequenceEqual("content_type"u8))
                ContentType = fields.Text(ref reader, "content_type");
            else if (name.SequenceEqual("uri"u8))
                Uri = fields.Text(ref reader, "uri");
            else if (name.SequenceEqual("title"u8))
                Title = fields.Text(ref reader, "title");
            else if (name.SequenceEqual("creator"u8))
                Creator = fields.Text(ref reader, "creator");
            else if (name.SequenceEqual("album"u8))
                Album = fields.Text(ref reader, "album");
            else if (name.SequenceEqual("platform"u8))
                Platform = fields.Text(ref reader, "platform");
            else if (name.SequenceEqual("country"u8))
                Country = fields.Text(ref reader, "country");
            else if (name.SequenceEqual("reason_start"u8))
                ReasonStart = fields.Text(ref reader, "reason_start");
            else if (name.SequenceEqual("reason_end"u8))
                ReasonEnd = fields.Text(ref reader, "reason_end");
            else if (name.SequenceEqual("shuffle"u8))
                Shuffle = fields.Boolean(ref reader, "shuffle");
            else if (name.SequenceEqual("skipped"u8))
                Skipped = fields.Boolean(ref reader, "skipped");
            else if (name.SequenceEqual("offline"u8))
                Offline = fields.Boolean(ref reader, "offline");
            else if (name.SequenceEqual("incognito"u8))
                Incognito = fields.Boolean(ref reader, "incognito");
            else
                reader.Skip();
        }
    }
}
