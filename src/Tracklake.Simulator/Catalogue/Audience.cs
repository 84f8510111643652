namespace Tracklake.Simulator.Catalogue;

/// <summary>Popularity and followers of each day.</summary>
internal sealed class Audience(int seed)
{
    public int OfTrack(ObjectKey key, DateOnly released, DateOnly day)
    {
        var dice = Dice.For(seed, key.Artist, 200, key.Album, key.Track);
        var value = Fame(key.Artist, day) - (30 * dice.Unit() * dice.Unit()) - Math.Min(12, key.Track)
            + (9 * Walk.Smooth(dice.Bits(), day.DayNumber, 45))
            + (3 * Walk.Smooth(dice.Bits(), day.DayNumber, 9))
            + Novelty(day.DayNumber - released.DayNumber);
        return Clamp(value);
    }

    /// <summary>An artist's popularity; that of the tracks moves with it.</summary>
    public int OfArtist(int artist, DateOnly day) => Clamp(Fame(artist, day) + 4);

    /// <summary>Never falls: a steady gain that is quicker in some months than in others.</summary>
    public long Followers(int artist, DateOnly day)
    {
        var dice = Dice.For(seed, artist, 201);
        var fame = BaseFame(artist);
        var perDay = 1 + (fame * fame * dice.Unit() / 12);
        var days = day.DayNumber - new DateOnly(2006, 1, 1).DayNumber;
        var into = days % 60;
        var season = into < 30 ? into : 60 - into;
        return Math.Max(0, (long)(perDay * (days + (0.6 * season))));
    }

    // A release starts unknown, peaks after a week or two and is back among the others after four months.
    private static double Novelty(int age) => age switch
    {
        < 0 or > 120 => 0,
        < 10 => -15 + (2.7 * age),
        _ => 12.0 * (120 - age) / 110,
    };

    private double Fame(int artist, DateOnly day)
    {
        var dice = Dice.For(seed, artist, 202);
        return BaseFame(artist) + (6 * Walk.Smooth(dice.Bits(), day.DayNumber, 60));
    }

    private double BaseFame(int artist) => 28 + (62 * Dice.For(seed, artist, 203).Unit());

    private static int Clamp(double value) =>
        (int)Math.Clamp(Math.Round(value, MidpointRounding.AwayFromZero), 0, 100);
}
