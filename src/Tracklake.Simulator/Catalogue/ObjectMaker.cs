namespace Tracklake.Simulator.Catalogue;

/// <summary>Makes artists and albums out of the seed and of plans: ids, names, dates, markets.</summary>
internal sealed class ObjectMaker(int seed, IdCodec ids, Circle circle, SimulatedCatalogue catalogue)
{
    private readonly TrackLists _tracks = new(seed, ids, circle, catalogue);

    public string ArtistId(int index) => ids.Encode(new(ObjectKind.Artist, index));

    public SimulatedArtist Artist(int index)
    {
        var dice = Dice.For(seed, index, 2);
        return new()
        {
            Index = index,
            Id = ArtistId(index),
            Name = ArtistNames.Of(seed, index, circle),
            Genres = Genres.Of(ref dice),
            IsFollowed = circle.IsFollowed(index),
            HasImages = circle.IsFollowed(index) || dice.Chance(0.8),
        };
    }

    public SimulatedAlbum Album(AlbumPlan plan)
    {
        var dice = Dice.For(seed, plan.Owner, 3, plan.Index);
        var (date, precision) = ReleaseDates.Served(plan, ref dice);
        var owner = catalogue.ArtistAt(plan.Owner);
        var takenDown = plan.Owner % 10 == 3 && plan.Index == 1;
        return new(plan, _tracks.Of)
        {
            Id = ids.Encode(new(ObjectKind.Album, plan.Owner, plan.Index)),
            Name = takenDown ? "" : Name(plan, owner, ref dice),
            AlbumType = plan.Kind switch
            {
                AlbumKind.Single => "single",
                AlbumKind.Compilation => "compilation",
                _ => "album",
            },
            Artists = plan.Partner is { } partner ? [owner, catalogue.ArtistAt(partner)] : [owner],
            ReleasedOn = plan.ReleasedOn,
            ReleaseDate = date,
            ReleaseDatePrecision = precision,
            TotalTracks = plan.TotalTracks,
            Upc = IndustryCodes.Upc(plan.Owner, plan.Index),
            Label = Titles.Label(ref dice),
            Markets = takenDown ? Markets.None : dice.Unit() switch
            {
                < 0.05 => Markets.Americas,
                < 0.08 => Markets.Nordic,
                _ => Markets.All,
            },
        };
    }

    private string Name(AlbumPlan plan, SimulatedArtist owner, ref Dice dice) => plan.Kind switch
    {
        AlbumKind.Single => Titles.Track(ref dice),
        AlbumKind.Compilation => Titles.Compilation(ref dice, owner.Name),
        AlbumKind.Deluxe => $"{StudioName(plan.Owner, plan.Source!.Value)} (Deluxe Edition)",
        _ => StudioName(plan.Owner, plan.Index),
    };

    private string StudioName(int artist, int album)
    {
        var dice = Dice.For(seed, artist, 4, album);
        return Titles.Studio(ref dice);
    }
}
