namespace Tracklake.Simulator.Catalogue;

/// <summary>Invented titles of albums and tracks.</summary>
internal static class Titles
{
    private static readonly string[] Adjectives =
        ["Neon", "Broken", "Slow", "Distant", "Endless", "Bitter", "Paper", "Summer", "Hidden", "Last", "Empty",
         "Gentle", "Crooked", "Blue", "Borrowed", "Reckless", "Tender", "Foreign", "Silent", "Weightless"];

    private static readonly string[] Nouns =
        ["Rivers", "Signals", "Rooms", "Mornings", "Letters", "Highways", "Mirrors", "Storms", "Islands", "Games",
         "Shadows", "Promises", "Kites", "Windows", "Machines", "Borders", "Seasons", "Ghosts", "Maps", "Lights"];

    private static readonly string[] Verbs =
        ["Calling", "Falling for", "Running from", "Waiting on", "Dancing with", "Leaving", "Counting", "Chasing"];

    private static readonly string[] OddTracks =
        ["🪐", "Untitled, No. 4", "\"Quote, Unquote\"", "Intro", "Intro", "4′33″ (Sort Of)", "null", "L'été à Zürich",
         "夜明け", "Don't; Stop", "Love \\ Hate", "¿Dónde Está?", "-", "Tab\tStop", "Ωmega, pt. II"];

    private static readonly string[] OddAlbums =
        ["Heroes, Villains, and \"Others\"", "💿 Vol. 1", "Größer als Wir", "東京、雨", "1,000 Nights", "Self/Titled",
         "Ночь, Улица", "It's Only \"Noise\""];

    public static string Track(ref Dice dice)
    {
        var roll = dice.Unit();
        return roll switch
        {
            < 0.05 => dice.Pick(OddTracks),
            < 0.35 => $"{dice.Pick(Verbs)} {dice.Pick(Nouns)}",
            < 0.50 => dice.Pick(Nouns),
            _ => $"{dice.Pick(Adjectives)} {dice.Pick(Nouns)}",
        };
    }

    public static string Studio(ref Dice dice) =>
        dice.Chance(0.12) ? dice.Pick(OddAlbums) : $"{dice.Pick(Adjectives)} {dice.Pick(Nouns)}";

    public static string Compilation(ref Dice dice, string artist) =>
        dice.Chance(0.5) ? $"The Best of {artist}" : $"{dice.Pick(Nouns)} & Friends, Vol. {dice.Int(1, 9)}";

    public static string Label(ref Dice dice) => $"{dice.Pick(Adjectives)} {dice.Pick(Nouns)} Records";
}
