namespace Tracklake.Simulator.Catalogue;

/// <summary>
/// Who works with whom. Followed artists sit in a circle and work with those up to three seats away, and each brings
/// two guests. Because the circle is the same seen from either side, finding an artist's appearances needs a handful
/// of discographies, however many artists there are.
/// </summary>
internal sealed class Circle(int followed)
{
    private const int Reach = 3;
    private const int GuestsEach = 2;

    public int ArtistCount => followed * (1 + GuestsEach);

    public bool IsFollowed(int artist) => artist < followed;

    /// <summary>The artists whose names may appear beside this one's on its own albums.</summary>
    public IReadOnlyList<int> PartnersOf(int artist)
    {
        if (!IsFollowed(artist)) return [HomeOf(artist)];
        return [.. Neighbours(artist), .. GuestsOf(artist), .. GuestsOf((artist + 1) % followed)];
    }

    /// <summary>The followed artists near this one, without itself.</summary>
    public IReadOnlyList<int> Neighbours(int artist)
    {
        var home = IsFollowed(artist) ? artist : HomeOf(artist);
        var seats = new List<int>(2 * Reach);
        for (var step = 1; step <= Reach; step++)
        {
            Add((home + step) % followed);
            Add((home - step + (followed * Reach)) % followed);
        }
        return seats;

        void Add(int seat)
        {
            if (seat != home && !seats.Contains(seat)) seats.Add(seat);
        }
    }

    /// <summary>The artists on whose albums this one may appear, itself first.</summary>
    public IReadOnlyList<int> StagesOf(int artist)
    {
        if (IsFollowed(artist)) return [artist, .. Neighbours(artist), .. GuestsOf(artist)];
        var home = HomeOf(artist);
        return [.. new[] { artist, home, (home - 1 + followed) % followed }.Distinct()];
    }

    private int HomeOf(int guest) => (guest - followed) / GuestsEach;

    private int[] GuestsOf(int artist) =>
        [followed + (artist * GuestsEach), followed + (artist * GuestsEach) + 1];
}
