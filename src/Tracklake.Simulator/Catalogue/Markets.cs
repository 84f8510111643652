namespace Tracklake.Simulator.Catalogue;

/// <summary>The countries of the simulated service: a part of the real ones, so that bodies stay short.</summary>
internal static class Markets
{
    public static readonly IReadOnlyList<string> All =
        ["AR", "AT", "AU", "BE", "BR", "CA", "CH", "DE", "DK", "ES", "FI", "FR", "GB", "IE", "IT", "JP", "MX", "NL",
         "NO", "NZ", "PL", "PT", "SE", "US"];

    public static readonly IReadOnlyList<string> Americas = ["AR", "BR", "CA", "MX", "US"];

    public static readonly IReadOnlyList<string> Nordic = ["DK", "FI", "NO", "SE"];

    public static readonly IReadOnlyList<string> None = [];
}
