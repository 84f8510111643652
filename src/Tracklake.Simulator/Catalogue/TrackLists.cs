namespace Tracklake.Simulator.Catalogue;

/// <summary>A recording: what a track plays, whatever album it is on.</summary>
internal sealed record Recording(
    string Name, string Isrc, int DurationMs, bool Explicit, IReadOnlyList<SimulatedArtist> Artists);

/// <summary>Fills an album with tracks: new recordings, or those of earlier albums under new track ids.</summary>
internal sealed class TrackLists(int seed, IdCodec ids, Circle circle, SimulatedCatalogue catalogue)
{
    private const int TracksPerDisc = 32;

    public IReadOnlyList<SimulatedTrack> Of(SimulatedAlbum album)
    {
        var plan = album.Plan;
        var tracks = new SimulatedTrack[plan.TotalTracks];
        var compiled = plan.Kind == AlbumKind.Compilation ? Compile(plan) : null;
        for (var i = 0; i < tracks.Length; i++)
        {
            var key = new ObjectKey(ObjectKind.Track, plan.Owner, plan.Index, i);
            var recording = compiled?[i] ?? RecordingOn(plan, i);
            var dice = Dice.For(seed, plan.Owner, 300, plan.Index, i);
            tracks[i] = new SimulatedTrack
            {
                Id = ids.Encode(key),
                Key = key,
                Album = album,
                Name = recording.Name,
                Artists = recording.Artists,
                DiscNumber = 1 + (i / TracksPerDisc),
                TrackNumber = 1 + (i % TracksPerDisc),
                DurationMs = recording.DurationMs,
                Explicit = recording.Explicit,
                Isrc = recording.Isrc,
                Markets = dice.Chance(0.01) ? Markets.None : album.Markets,
            };
        }
        return tracks;
    }

    // A deluxe edition begins with its original's recordings, a studio album with its lead single's.
    private Recording RecordingOn(AlbumPlan plan, int track)
    {
        if (plan.Source is not { } index) return Record(plan, track);
        var source = catalogue.PlansOf(plan.Owner)[index];
        return track < source.TotalTracks ? RecordingOn(source, track) : Record(plan, track);
    }

    // Two thirds of a compilation are the artist's own, the others a neighbour's. Only plain albums and singles are
    // drawn from, so that this ends, and only recordings whose performers the circle allows on this stage. A small
    // catalogue runs out of recordings: the rest are new ones.
    private List<Recording> Compile(AlbumPlan plan)
    {
        var dice = Dice.For(seed, plan.Owner, 301, plan.Index);
        var neighbours = circle.Neighbours(plan.Owner);
        var allowed = circle.PartnersOf(plan.Owner).Append(plan.Owner).ToHashSet();
        var sources = new Dictionary<int, List<AlbumPlan>>();
        var drawn = new List<Recording>();
        for (var slot = 0; slot < plan.TotalTracks * 4 && drawn.Count < plan.TotalTracks; slot++)
        {
            var owner = neighbours.Count > 0 && slot % 3 == 2 ? dice.Pick(neighbours) : plan.Owner;
            if (!sources.TryGetValue(owner, out var from))
                sources[owner] = from = SourcesBefore(owner, plan.ReleasedOn);
            if (from.Count == 0) continue;
            var source = dice.Pick(from);
            var recording = Record(source, dice.Int(0, source.TotalTracks - 1));
            if (drawn.All(d => d.Isrc != recording.Isrc) && recording.Artists.All(a => allowed.Contains(a.Index)))
                drawn.Add(recording);
        }
        while (drawn.Count < plan.TotalTracks) drawn.Add(Record(plan, drawn.Count));
        return drawn;
    }

    private List<AlbumPlan> SourcesBefore(int owner, DateOnly day) =>
    [
        .. catalogue.PlansOf(owner).Where(p => p.ReleasedOn < day
            && (p.Kind == AlbumKind.Single || p is { Kind: AlbumKind.Studio, Source: null })),
    ];

    private Recording Record(AlbumPlan plan, int track)
    {
        var dice = Dice.For(seed, plan.Owner, 302, plan.Index, track);
        var main = catalogue.ArtistAt(plan.Owner);
        var artists = new List<SimulatedArtist> { main };
        if (plan.Partner is { } partner) artists.Add(catalogue.ArtistAt(partner));
        var name = Titles.Track(ref dice);
        if (dice.Chance(0.15)) AddGuests(plan, artists, ref dice);
        if (artists.Count > 1 && plan.Partner is null && dice.Chance(0.6)) name += $" (feat. {artists[1].Name})";
        var explicitShare = Dice.For(seed, plan.Owner, 303).Unit() * 0.6;
        var duration = dice.Unit() switch
        {
            < 0.01 => dice.Int(4_000, 20_000),
            < 0.02 => dice.Int(900_000, 1_500_000),
            _ => dice.Int(95_000, 230_000) + dice.Int(0, 130_000),
        };
        return new(
            name, IndustryCodes.Isrc(plan.Owner, plan.Index, track, plan.ReleasedOn.Year), duration,
            dice.Chance(explicitShare), artists);
    }

    private void AddGuests(AlbumPlan plan, List<SimulatedArtist> artists, ref Dice dice)
    {
        var guests = dice.Int(1, 3);
        for (var i = 0; i < guests; i++)
        {
            var guest = catalogue.ArtistAt(dice.Pick(circle.PartnersOf(plan.Owner)));
            if (!artists.Contains(guest)) artists.Add(guest);
        }
    }
}
