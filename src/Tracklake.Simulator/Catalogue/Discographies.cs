namespace Tracklake.Simulator.Catalogue;

/// <summary>
/// Plans an artist's albums over the years: when, of what kind, how long, and which earlier ones they reuse.
/// </summary>
internal sealed class Discographies(int seed, CatalogueOptions options, Circle circle)
{
    private const int YearsAhead = 10;
    private static readonly DateOnly FirstDay = new(1958, 1, 1);

    /// <summary>The plans of all albums, oldest first, those of the coming years included.</summary>
    public IReadOnlyList<AlbumPlan> PlansOf(int artist)
    {
        var dice = Dice.For(seed, artist, 100);
        var days = ReleaseDays(artist, ref dice);
        var plans = new List<AlbumPlan>(days.Count);
        for (var index = 0; index < days.Count; index++) plans.Add(Plan(artist, index, days[index], plans));
        return plans;
    }

    private List<DateOnly> ReleaseDays(int artist, ref Dice dice)
    {
        var days = new List<DateOnly>();
        var day = options.ReferenceDay.AddDays(-dice.Int(0, 75));
        var past = PastAlbums(artist, ref dice);
        for (var i = 0; i < past; i++)
        {
            days.Add(day);

            // Recent years are dense, so that a history of weeks has releases in it; older ones are sparse.
            var gap = i < 3 ? dice.Int(40, 110) : dice.Int(120, past > 40 ? 420 : 1300);
            day = day.AddDays(-gap);
            if (day < FirstDay) break;
        }
        days.Reverse();

        var end = options.ReferenceDay.AddYears(YearsAhead);
        for (day = options.ReferenceDay.AddDays(dice.Int(1, 75)); day < end; day = day.AddDays(dice.Int(40, 110)))
            days.Add(day);
        return days;
    }

    private int PastAlbums(int artist, ref Dice dice)
    {
        if (!circle.IsFollowed(artist)) return dice.Int(1, 3);

        // Every fifteenth has more albums than the largest page, so that paging is exercised under every profile.
        if (artist % 15 == 2 && options.AlbumsPerArtist >= 5) return Math.Max(56, options.AlbumsPerArtist * 2);
        var spread = Math.Max(1, options.AlbumsPerArtist / 4);
        return Math.Max(1, options.AlbumsPerArtist + dice.Int(-spread, spread));
    }

    private AlbumPlan Plan(int artist, int index, DateOnly day, List<AlbumPlan> earlier)
    {
        var dice = Dice.For(seed, artist, 101, index);
        var kind = KindOf(index, ref dice);
        int? source = null;
        if (kind == AlbumKind.Deluxe)
        {
            source = LastOf(AlbumKind.Studio);
            if (source is null) kind = AlbumKind.Studio;
        }
        if (kind == AlbumKind.Studio && index > 0 && earlier[^1].Kind == AlbumKind.Single) source = index - 1;

        var total = kind switch
        {
            AlbumKind.Single => dice.Int(1, 3),
            AlbumKind.Deluxe => earlier[source!.Value].TotalTracks + 3,
            AlbumKind.Compilation => options.TracksPerAlbum + 4,
            _ when artist % 10 == 1 && index == 1 && options.TracksPerAlbum >= 5 => 64,
            _ => Math.Max(1, dice.Int(options.TracksPerAlbum * 2 / 3, options.TracksPerAlbum * 4 / 3)),
        };
        int? partner = kind == AlbumKind.Studio && index > 0 && dice.Chance(0.08)
            ? dice.Pick(circle.PartnersOf(artist)) : null;
        return new(artist, index, kind, day, total, source, partner == artist ? null : partner);

        int? LastOf(AlbumKind wanted) =>
            earlier.FindLastIndex(a => a.Kind == wanted) is var at && at >= 0 ? at : null;
    }

    private static AlbumKind KindOf(int index, ref Dice dice)
    {
        var roll = dice.Unit();
        if (index < 2) return AlbumKind.Studio;
        return roll switch
        {
            < 0.32 => AlbumKind.Single,
            < 0.78 => AlbumKind.Studio,
            < 0.89 => AlbumKind.Deluxe,
            _ => index >= 4 ? AlbumKind.Compilation : AlbumKind.Studio,
        };
    }
}
