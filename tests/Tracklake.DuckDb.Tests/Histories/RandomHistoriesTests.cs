using Tracklake.Pipeline;

namespace Tracklake.DuckDb.Tests.Histories;

/// <summary>
/// Late, corrected, duplicated, deleted and re-imported intervals, in any order, give the same tables run by run as in
/// full. With TRACKLAKE_LONG_TESTS=1 5,000 histories.
/// </summary>
public sealed class RandomHistoriesTests(ITestOutputHelper output)
{
    private const int HistoriesOfAPack = 10;
    private const int Runs = 5;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TRACKLAKE_LONG_TESTS") == "1";

    [Fact]
    public void Random_histories_give_the_same_tables_run_by_run_and_in_full()
    {
        var packs = IsLong ? 500 : 6;
        var first = int.TryParse(Environment.GetEnvironmentVariable("TRACKLAKE_SEED"), out var seed) ? seed : 2001;
        var kinds = new HashSet<RefreshKind>();
        for (var pack = first; pack < first + packs; pack++)
        {
            using var histories = new HistoryPack(pack, HistoriesOfAPack, hasWarehouse: pack % 5 == 1);
            for (var run = 1; run <= Runs; run++)
            {
                histories.Run(run);
                // What one run gets wrong the later ones carry on: of many packs the last run and another one will do.
                if (IsLong ? run != Runs && run != 2 + (pack % 3) : run < 3)
                    continue;
                var inFull = histories.InFull();
                Assert.True(inFull.SequenceEqual(histories.Incrementally()), Difference(pack, run, inFull, histories.Incrementally()));
                Assert.True(inFull.SequenceEqual(histories.OfFiles()), Difference(pack, run, inFull, histories.OfFiles()));
            }
            kinds.UnionWith(histories.Kinds);
            if (pack % 50 == 0)
                output.WriteLine($"{(pack - first + 1) * HistoriesOfAPack:N0} histories");
        }
        Assert.Superset(
            new HashSet<RefreshKind> { RefreshKind.Append, RefreshKind.Fold, RefreshKind.Keys, RefreshKind.Days, RefreshKind.Groups, RefreshKind.Whole },
            kinds);
        output.WriteLine($"{packs * HistoriesOfAPack:N0} histories of {Runs} runs, no difference");
    }

    private static string Difference(int pack, int run, IReadOnlyList<string> inFull, IReadOnlyList<string> found) =>
        $"Pack {pack}, run {run}: " + string.Join("; ", inFull.Zip(found).Where(p => p.First != p.Second)
            .Select(p => $"in full {p.First}, run by run {p.Second}"));
}
