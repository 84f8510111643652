namespace Tracklake.Simulator.Catalogue;

/// <summary>
/// Movement from day to day as a pure function of seed, object and day: values are drawn at regular anchor days and
/// joined smoothly. Only +, -, * and / are used, so that every platform computes the same numbers.
/// </summary>
internal static class Walk
{
    /// <summary>A value in [-1, 1] that changes direction about every <paramref name="period"/> days.</summary>
    public static double Smooth(ulong key, int day, int period)
    {
        var anchor = Math.DivRem(day, period, out var into);
        var from = At(key, anchor, period);
        var to = At(key, anchor + 1, period);
        var t = (double)into / period;
        return from + ((to - from) * t * t * (3 - (2 * t)));
    }

    private static double At(ulong key, int anchor, int period) =>
        (Dice.Unit(Dice.Mix(key ^ Dice.Mix(((ulong)(uint)anchor << 16) ^ (uint)period))) * 2) - 1;
}
