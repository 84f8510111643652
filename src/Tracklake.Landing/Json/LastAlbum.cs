namespace Tracklake.Landing.Json;

/// <summary>The album of the last track that was taken: it is not read again where the next track has the same.</summary>
internal sealed class LastAlbum
{
    private readonly RepeatedValue value = new();
    private int keyStart;
    private int keyLength;

    /// <summary>Keeps an album that was taken.</summary>
    /// <param name="album">Its fields.</param>
    /// <param name="bytes">The bytes that it was read from.</param>
    public void Keep(in AlbumFields album, ReadOnlySpan<byte> bytes)
    {
        value.Forget();
        // A key that had to be unescaped is not in the bytes.
        if (album.Key.IsNullOrEmpty || album.Key.IsInScratch)
            return;
        value.Keep(album.Depth, bytes.Slice(album.Start, album.Length));
        (keyStart, keyLength) = (album.Key.Start - album.Start, album.Key.Length);
    }

    /// <summary>Forgets it: what was taken on another day is another album.</summary>
    public void Forget() => value.Forget();

    /// <summary>Moves the reader behind the album when it is the one that was kept, and says its place and its key.</summary>
    public bool TryPass(ref JsonCursor reader, ReadOnlySpan<byte> bytes, ref AlbumFields album)
    {
        var start = reader.TokenStartIndex;
        if (!value.TryPass(ref reader, bytes))
            return false;
        album.Start = start;
        album.Length = reader.BytesConsumed - start;
        album.Id = TextRef.InBytes(start + keyStart, keyLength);
        return true;
    }
}
