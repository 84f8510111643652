using System.Globalization;
using Tracklake.Models;
using Tracklake.Models.Checking;
using Tracklake.Zones;

namespace Tracklake.Quality;

/// <summary>
/// Judges how much the days of a run brought, of sources that are asked day by day: a day that brings far less than
/// days do is not released, though it brings something. Imports are what a person chose and are not compared.
/// </summary>
/// <param name="options">Its bounds.</param>
public sealed class DailyVolume(QualityOptions options)
{
    // Of fewer runs a median is an accident.
    private const int LeastRuns = 3;

    /// <summary>A result for each table of each source.</summary>
    public IEnumerable<CheckResult> Judge(IReadOnlyList<LandedBatch> batches, CheckHistory history) => batches
        .Where(b => b.Name == b.ObservedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        .SelectMany(b => b.Conservation.Select(c => (b.Source, Day: b.ObservedOn, c.Table, c.Records)))
        .GroupBy(c => (c.Source, c.Table))
        .Select(days => Judge(days.Key.Source, days.Key.Table, days.MinBy(d => d.Records), history));

    private CheckResult Judge(
        string source, string table, (string Source, DateOnly Day, string Table, long Records) least, CheckHistory history)
    {
        const string measure = "records_of_least_day";
        var (subject, check) = ($"landing.{table}", $"volume_of_{source}");
        var past = history.Of(subject, check, measure);
        var median = past.Count < LeastRuns ? 0 : NearHistory.Median(past);
        var tooFew = least.Records * 100 < median * (100 - options.MaxVolumeDropPercent);
        return new CheckResult
        {
            Subject = subject,
            Check = check,
            Kind = "volume_against_history",
            Severity = Severity.Error,
            Owner = CheckList.OwnerOf(Layer.Bronze),
            Failures = tooFew ? 1 : 0,
            Message = !tooFew ? "" : string.Create(
                CultureInfo.InvariantCulture,
                $"{source} brought {least.Records:N0} {table} on {least.Day:yyyy-MM-dd}; the median of the last {past.Count} runs is "
                + $"{median:N0}, and {options.MaxVolumeDropPercent} % less is too little. See what the source was asked for; if it is "
                + $"right, run once with quality.max_volume_drop_percent: 100."),
            Values = new Dictionary<string, decimal> { [measure] = least.Records },
        };
    }
}
