namespace Tracklake.Simulator.Catalogue;

/// <summary>Invented artist names, among them those that break careless parsers.</summary>
internal static class ArtistNames
{
    // Commas, quotes, ampersands, right-to-left and wide scripts, combining marks, emoji, text that looks like a
    // missing value or like a formula: everything that a name may be and a CSV file, a SQL string or a join hates.
    private static readonly string[] Awkward =
    [
        "Milo, the Cartographer", "Zoë Ünlü & 夜", "Sigrún \"Sísí\" Óladóttir", "O'Malley & Daughters", "🪐 Orbit Club",
        "Earth, Wind & Tyres", "夜の灯台", "NULL", "Молния и Гром", "فرقة النخيل", "AC/DV; Live", "The Back\\slash",
        "1975 Miles", "=SUM(Love)", "Cafe\u0301 Noir", "Ümläüt Ørkester", "달빛 합창단", "Nova", "NOVA", "N/A",
    ];

    private static readonly string[] First =
        ["Paper", "Velvet", "Static", "Northern", "Silver", "Hollow", "Golden", "Electric", "Quiet", "Midnight",
         "Saltwater", "Crimson", "Glass", "Wild", "Lunar", "Rusty", "Pale", "Analog", "Second", "Burning"];

    private static readonly string[] Second =
        ["Lanterns", "Harbour", "Foxes", "Parade", "Engines", "Orchard", "Tides", "Cassette", "Avenue", "Sparrows",
         "Machines", "Theory", "Canyon", "Choir", "Republic", "Gardens", "Satellites", "Winters", "Bicycle", "Echoes"];

    private static readonly string[] Given =
        ["Ada", "Bruno", "Celia", "Dario", "Elif", "Fenna", "Goran", "Hanne", "Ilse", "Jonas", "Kaya", "Lior", "Marta",
         "Nils", "Oona", "Pavel", "Rosa", "Soren", "Tove", "Yusuf"];

    private static readonly string[] Family =
        ["Abara", "Brandt", "Castellan", "Dvorak", "Eriksen", "Farrow", "Grimaldi", "Hale", "Ivanova", "Jansen",
         "Keller", "Lindqvist", "Moreau", "Novak", "Okafor", "Petrov", "Quint", "Ramos", "Sato", "Vega"];

    public static string Of(int seed, int artist, Circle circle)
    {
        var dice = Dice.For(seed, artist, 1);
        if (circle.IsFollowed(artist) && artist < Awkward.Length) return Awkward[artist];

        // A namesake: the first guest of the second followed artist shares the first one's name, but not its id.
        if (artist == circle.ArtistCount / 3 + 2) return Awkward[0];
        return dice.Chance(0.5)
            ? $"{dice.Pick(Given)} {dice.Pick(Family)}"
            : $"{dice.Pick(First)} {dice.Pick(Second)}";
    }
}
