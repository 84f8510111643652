using Tracklake.Sources.Spotify;

namespace Tracklake.Core.Tests.Spotify;

public class ArtistReferenceTests
{
    [Theory]
    [InlineData("0aAAAAAAAAAAAAAAAAAAAA", true)]
    [InlineData(" spotify:artist:0aAAAAAAAAAAAAAAAAAAAA ", true)]
    [InlineData("https://open.spotify.com/artist/0aAAAAAAAAAAAAAAAAAAAA", true)]
    [InlineData("https://open.spotify.com/intl-pt-BR/artist/0aAAAAAAAAAAAAAAAAAAAA?si=abc", true)]
    [InlineData("https://open.spotify.com/intl-pt/artist/0aAAAAAAAAAAAAAAAAAAAA?si=abc#top", true)]
    [InlineData("https://open.spotify.com/album/0aAAAAAAAAAAAAAAAAAAAA", false)]
    [InlineData("https://evil.example/artist/0aAAAAAAAAAAAAAAAAAAAA", false)]
    [InlineData("0aAAAAAAAAAAAAAAAAAAA", false)]
    [InlineData("0aAAAAAAAAAAAAAAAAAAA/albums", false)]
    [InlineData("Zoë & 夜", false)]
    public void Ids_are_told_from_names(string reference, bool isId) =>
        Assert.Equal(isId ? "0aAAAAAAAAAAAAAAAAAAAA" : null, ArtistReference.IdOf(reference));
}
