using Tracklake.Landing.Json;
using Tracklake.Zones;

namespace Tracklake.Landing.Columns;

/// <summary>Rows of the plays table.</summary>
internal sealed class PlayRows : TableRows
{
    private readonly Int64Buffer playedAt;
    private readonly Int64Buffer msPlayed;
    private readonly TextBuffer contentType;
    private readonly TextBuffer contentUri;
    private readonly TextBuffer title;
    private readonly TextBuffer creator;
    private readonly TextBuffer albumName;
    private readonly TextBuffer platform;
    private readonly TextBuffer country;
    private readonly TextBuffer reasonStart;
    private readonly TextBuffer reasonEnd;
    private readonly BooleanBuffer shuffle;
    private readonly BooleanBuffer skipped;
    private readonly BooleanBuffer offline;
    private readonly BooleanBuffer incognito;

    public PlayRows()
        : base(ProcessedPlays.Table)
    {
        playedAt = Int64(ProcessedPlays.PlayedAt);
        msPlayed = Int64(ProcessedPlays.MsPlayed);
        contentType = Text(ProcessedPlays.ContentType);
        contentUri = Text(ProcessedPlays.ContentUri);
        title = Text(ProcessedPlays.Title);
        creator = Text(ProcessedPlays.Creator);
        albumName = Text(ProcessedPlays.AlbumName);
        platform = Text(ProcessedPlays.Platform);
        country = Text(ProcessedPlays.Country);
        reasonStart = Text(ProcessedPlays.ReasonStart);
        reasonEnd = Text(ProcessedPlays.ReasonEnd);
        shuffle = Boolean(ProcessedPlays.Shuffle);
        skipped = Boolean(ProcessedPlays.Skipped);
        offline = Boolean(ProcessedPlays.Offline);
        incognito = Boolean(ProcessedPlays.Incognito);
    }

    public void Add(in PlayFields play, long playedAtMicros, RecordText text, in RecordSource source)
    {
        playedAt.Add(playedAtMicros);
        msPlayed.Add(play.MsPlayed!.Value);
        if (play.ContentType.IsNullOrEmpty)
            contentType.Add("unknown"u8);
        else
            contentType.Add(text[play.ContentType]);
        contentUri.AddOrNull(play.Uri, text);
        title.AddOrNull(play.Title, text);
        creator.AddOrNull(play.Creator, text);
        albumName.AddOrNull(play.Album, text);
        platform.AddOrNull(play.Platform, text);
        country.AddOrNull(play.Country, text);
        reasonStart.AddOrNull(play.ReasonStart, text);
        reasonEnd.AddOrNull(play.ReasonEnd, text);
        shuffle.Add(play.Shuffle);
        skipped.Add(play.Skipped);
        offline.Add(play.Offline);
        incognito.Add(play.Incognito);
        AddSource(source);
    }
}
