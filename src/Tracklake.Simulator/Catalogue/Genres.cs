namespace Tracklake.Simulator.Catalogue;

/// <summary>Genres and the categories of the browse tab.</summary>
internal static class Genres
{
    public static readonly IReadOnlyList<string> All =
        ["indie pop", "dream pop", "art rock", "synthwave", "chamber folk", "neo soul", "alt country", "afrobeats",
         "city pop", "trip hop", "post-punk", "drum and bass", "modern jazz", "hip hop", "r&b", "ambient"];

    public static IReadOnlyList<string> Of(ref Dice dice)
    {
        var count = dice.Int(0, 3);
        var first = dice.Int(0, All.Count - 1);
        return [.. Enumerable.Range(0, count).Select(i => All[(first + (i * 5)) % All.Count])];
    }
}
