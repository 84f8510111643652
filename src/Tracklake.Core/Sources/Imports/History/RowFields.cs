using System.Runtime.CompilerServices;

namespace Tracklake.Sources.Imports.History;

/// <summary>The fields of one row while it is read; texts are numbers of a <see cref="StringPool"/>.</summary>
internal struct RowFields
{
    public Play Play;
    public bool HasTime;
    public long? Time;
    public long? Ms;
    public Numbers Texts;

    // Rows of podcasts and audiobooks leave the track's fields null; a row of which nothing is known is kept as such.
    public readonly void SetContent(ref Play play)
    {
        if (Any(PlayField.TrackUri) || !Any(PlayField.EpisodeUri, PlayField.Episode, PlayField.Podcast,
            PlayField.ChapterUri, PlayField.Chapter, PlayField.AudiobookUri, PlayField.Audiobook))
        {
            play.Uri = First(PlayField.TrackUri);
            play.Title = First(PlayField.Track, PlayField.TrackShort);
            play.Creator = First(PlayField.Artist, PlayField.ArtistShort);
            play.Album = First(PlayField.Album);
            play.Content = play.Uri != 0 || play.Title != 0 ? PlayContent.Track : PlayContent.Unknown;
        }
        else if (Any(PlayField.EpisodeUri, PlayField.Episode, PlayField.Podcast))
        {
            play.Uri = First(PlayField.EpisodeUri);
            play.Title = First(PlayField.Episode, PlayField.EpisodeShort);
            play.Creator = First(PlayField.Show, PlayField.Podcast);
            play.Content = PlayContent.Episode;
        }
        else
        {
            play.Uri = First(PlayField.ChapterUri, PlayField.AudiobookUri);
            play.Title = First(PlayField.Chapter);
            play.Creator = First(PlayField.Audiobook);
            play.Content = PlayContent.Audiobook;
        }
    }

    private readonly int First(params ReadOnlySpan<PlayField> names)
    {
        foreach (var name in names)
        {
            if (Texts[(int)name] != 0)
                return Texts[(int)name];
        }
        return 0;
    }

    private readonly bool Any(params ReadOnlySpan<PlayField> names) => First(names) != 0;

    /// <summary>A number a field.</summary>
    [InlineArray(PlayFields.Count)]
    public struct Numbers
    {
        private int first;
    }
}
