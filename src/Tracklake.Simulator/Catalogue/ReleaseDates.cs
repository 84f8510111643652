using System.Globalization;

namespace Tracklake.Simulator.Catalogue;

/// <summary>
/// How exactly the API knows a release date: to the day for recent albums, often only to the year for old ones.
/// </summary>
internal static class ReleaseDates
{
    public static (string Text, string Precision) Served(AlbumPlan plan, ref Dice dice)
    {
        var roll = dice.Unit();
        return Precision(plan, roll) switch
        {
            "0000" => ("0000", "year"),
            "year" => (plan.ReleasedOn.ToString("yyyy", CultureInfo.InvariantCulture), "year"),
            "month" => (plan.ReleasedOn.ToString("yyyy-MM", CultureInfo.InvariantCulture), "month"),
            _ => (plan.ReleasedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "day"),
        };
    }

    private static string Precision(AlbumPlan plan, double roll)
    {
        // A few albums are fixed, so that even the smallest catalogue has each form.
        if (plan.Index == 0)
        {
            switch (plan.Owner % 10)
            {
                case 4: return "0000";
                case 5: return "month";
                case 6: return "year";
            }
        }
        return plan.ReleasedOn.Year switch
        {
            < 1985 => roll < 0.7 ? "year" : roll < 0.8 ? "month" : "day",
            < 2005 => roll < 0.25 ? "year" : roll < 0.35 ? "month" : "day",
            < 2020 => roll < 0.03 ? "month" : "day",
            _ => "day",
        };
    }
}
