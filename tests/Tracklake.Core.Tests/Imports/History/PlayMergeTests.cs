using FsCheck;
using FsCheck.Fluent;
using Tracklake.Sources.Imports.History;

namespace Tracklake.Core.Tests.Imports.History;

public sealed class PlayMergeTests
{
    [Fact]
    public void Shuffled_overlapping_slices_of_a_history_give_the_same_plays()
    {
        var slices =
            from history in Histories
            from cuts in Gen.Choose(0, history.Length).ListOf(6)
            from order in Gen.Shuffle(Enumerable.Range(0, 4).ToArray())
            from shuffled in Gen.Shuffle(history)
            select (history, cuts, order, shuffled);

        Prop.ForAll(slices.ToArbitrary(), given =>
        {
            var (history, cuts, order, shuffled) = given;
            var pieces = new[]
            {
                history[..cuts[0]], history[Math.Min(cuts[1], cuts[0])..], history[Math.Min(cuts[2], cuts[3])..Math.Max(cuts[2], cuts[3])],
                shuffled[..cuts[4]],
            };
            var sliced = Merge(order.SelectMany(i => pieces[i]));
            Assert.Equal(Merge(history), sliced);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Forgetting_fields_of_a_second_account_changes_nothing()
    {
        Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var distinct = Merge(history);
            var poorer = distinct.Select(p => p.Uri != 0 && p.Title != 0
                ? p with { Album = 0, Skipped = Said.Nothing, Country = 0 }
                : p);
            Assert.Equal(distinct, Merge(poorer.Concat(distinct)));
        }).QuickCheckThrowOnFailure();
    }

    // Few values, so that rows meet at the same second all the time.
    private static Gen<Play[]> Histories =>
        (from at in Gen.Choose(1, 6)
         from ms in Gen.Choose(0, 2)
         from uri in Gen.Choose(0, 3)
         from title in Gen.Choose(0, 3)
         from album in Gen.Choose(0, 2)
         from skipped in Gen.Elements(Said.Nothing, Said.No, Said.Yes)
         select new Play
         {
             EndedAt = at * 1000,
             MsPlayed = ms,
             Uri = uri,
             Title = title,
             Creator = title,
             Album = album,
             Skipped = skipped,
             Content = PlayContent.Track,
         }).ArrayOf();

    private static List<Play> Merge(IEnumerable<Play> rows)
    {
        var pool = new StringPool();
        foreach (var text in (string[])["c", "a", "b"])
            pool.Add(text);
        var list = new PlayList();
        foreach (var row in rows)
            list.Add(row);
        var merge = new PlayMerge(list, pool);
        var plays = merge.Plays().ToList();
        Assert.Equal(list.Count, plays.Count + merge.Duplicates);
        return plays;
    }
}
