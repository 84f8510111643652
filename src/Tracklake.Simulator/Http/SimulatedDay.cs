using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracklake.Simulator.Catalogue;

namespace Tracklake.Simulator.Http;

/// <summary>When a request takes place: by the server's clock, or on the day that it asks "as of".</summary>
internal static class SimulatedDay
{
    /// <summary>
    /// A fixed time on a day, some time after six: whoever asks as of that day gets the same bytes each time.
    /// </summary>
    public static DateTimeOffset TimeOn(DateOnly day) =>
        new DateTimeOffset(day, new TimeOnly(6, 0), TimeSpan.Zero)
            .AddSeconds(Dice.Mix((ulong)day.DayNumber) % 3600);

    public static DateTimeOffset TimeOf(HttpRequest request, TimeProvider clock)
    {
        if (!request.Headers.TryGetValue(SimulatorOptions.DateHeader, out var asked)) return clock.GetUtcNow();
        var invariant = CultureInfo.InvariantCulture;
        return DateOnly.TryParseExact(asked.ToString(), "yyyy-MM-dd", invariant, DateTimeStyles.None, out var day)
            ? TimeOn(day)
            : throw ApiProblem.BadRequest($"{SimulatorOptions.DateHeader} must be yyyy-MM-dd");
    }
}
