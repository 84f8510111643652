using Tracklake.Landing.Json;
using Tracklake.Zones;

namespace Tracklake.Landing.Columns;

/// <summary>Rows of the credits table.</summary>
internal sealed class CreditRows : TableRows
{
    private readonly TextBuffer ownerType;
    private readonly TextBuffer ownerId;
    private readonly Int32Buffer position;
    private readonly TextBuffer artistId;
    private readonly TextBuffer artistName;
    private readonly BooleanBuffer isAmbiguous;

    public CreditRows()
        : base(ProcessedCredits.Table)
    {
        ownerType = Text(ProcessedCredits.OwnerType);
        ownerId = Text(ProcessedCredits.OwnerId);
        position = Int32(ProcessedCredits.Position);
        artistId = Text(ProcessedCredits.ArtistId);
        artistName = Text(ProcessedCredits.ArtistName);
        isAmbiguous = Boolean(ProcessedCredits.IsAmbiguous);
    }

    /// <summary>Adds a row for each of the artists.</summary>
    public void Add(
        ReadOnlySpan<byte> type, ReadOnlySpan<byte> owner, ReadOnlySpan<CreditedArtist> artists, RecordText text,
        in RecordSource source)
    {
        for (var i = 0; i < artists.Length; i++)
        {
            ownerType.AddRepeated(type);
            ownerId.AddRepeated(owner);
            position.Add(i + 1);
            artistId.Add(text[artists[i].Id]);
            artistName.Add(text[artists[i].Name]);
            isAmbiguous.Add(artists[i].IsAmbiguous);
            AddSource(source);
        }
    }
}
