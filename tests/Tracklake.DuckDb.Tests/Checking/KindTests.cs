using FsCheck;
using FsCheck.Fluent;
using Tracklake.Models;

namespace Tracklake.DuckDb.Tests.Checking;

/// <summary>Every kind finds what its meaning, computed row by row in C#, finds; fused with all others.</summary>
public sealed class KindTests : IDisposable
{
    private readonly CheckLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_kind_agrees_with_its_meaning_on_random_rows(bool areFiles)
    {
        using var lab = new CheckLab(areFiles);
        var model = new Probe([.. NaiveKinds.All.Select(k => k.Check)]);
        // Now and then both tables are alike, or all days are long past, which chance would hardly ever make them.
        var tables = from now in Row().ListOf()
                     from others in Row().ListOf()
                     from isAlike in Gen.Choose(0, 4)
                     from daysAgo in Gen.Elements(0, 0, 0, 0, 5)
                     let rows = now.Select(r => r with { Day = r.Day?.AddDays(-daysAgo) }).ToList()
                     select (rows, others: isAlike == 0 ? rows : [.. others]);
        var failed = NaiveKinds.All.ToDictionary(k => k.Check.Name, _ => 0);

        Prop.ForAll(tables.ToArbitrary(), given =>
        {
            List<ProbeRow> rows = [.. given.rows], others = [.. given.others];
            lab.Give("probe", rows);
            lab.Give("other_probe", others);
            var found = lab.Run(model).ToDictionary(r => r.Check, r => r.Failures);
            foreach (var (check, naive) in NaiveKinds.All)
            {
                var expected = naive(rows, others);
                Assert.True(
                    found[check.Name] == expected,
                    $"{check.Name} found {found[check.Name]} failures instead of {expected} in\n{string.Join('\n', rows)}\nbeside\n"
                    + string.Join('\n', others));
                failed[check.Name] += expected > 0 ? 1 : 0;
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

        // A kind that no random table fails, or that all fail, would have been tested for nothing.
        Assert.DoesNotContain(failed, f => f.Value is 0 or 150);
    }

    [Fact]
    public void All_failing_rows_are_kept_and_no_others()
    {
        _lab.Give("probe", Enumerable.Range(-40, 100).Select(n => Some(number: n)));

        var result = _lab.Run(new Probe([Checks.NotNegative(Probe.Number)])).Single();

        Assert.Equal(40, result.Failures);
        Assert.Equal(3, result.Examples.Count);
        Assert.Equal(
            Enumerable.Range(-40, 40),
            _lab.Session.Rows($"SELECT number_value FROM read_parquet('{result.FailingRowsFile}') ORDER BY 1").Select(r => (int)r[0]!));
    }

    [Fact]
    public void All_rows_that_share_a_key_are_kept_those_without_a_value_too()
    {
        _lab.Give("probe", [Some(1), Some(2), Some(2), Some(2), Some(null), Some(null)]);

        var result = _lab.Run(new Probe([], Probe.Number)).Single();

        Assert.Equal("number_value_unique", result.Check);
        Assert.Equal(5, result.Failures);
        Assert.Equal(5, _lab.Session.Number($"SELECT count(*) FROM read_parquet('{result.FailingRowsFile}')"));
    }

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 0, 1, true)]
    [InlineData(3, 0, 3, false)]
    [InlineData(3, 0, 4, true)]
    [InlineData(0, 10, 20, false)]
    [InlineData(0, 10, 21, true)]
    [InlineData(25, 10, 25, false)]
    [InlineData(0, 100, 200, false)]
    public void A_tolerance_is_the_greater_of_rows_and_percent_and_includes_its_bound(
        int rows, int percent, int failing, bool fails)
    {
        _lab.Give("probe", Enumerable.Range(0, 200).Select(n => Some(number: n < failing ? -1 : 1)));
        var check = Checks.NotNegative(Probe.Number).AllowingRows(rows).AllowingPercent(percent);

        var result = _lab.Run(new Probe([check])).Single();

        Assert.Equal(failing, result.Failures);
        Assert.Equal(fails, result.Failed);
    }

    [Fact]
    public void Same_keys_are_missed_on_either_side()
    {
        var model = new Probe([Checks.SameKeys([Probe.Number], OtherProbe.Table, [Probe.Number])]);
        _lab.Give("probe", [Some(1), Some(2)]);
        _lab.Give("other_probe", [Some(1), Some(2)]);
        Assert.False(_lab.Run(model).Single().Failed);

        _lab.Give("other_probe", [Some(1), Some(2), Some(3)]);
        Assert.True(_lab.Run(model).Single().Failed);

        _lab.Give("other_probe", [Some(1), Some(3)]);
        Assert.True(_lab.Run(model).Single().Failed);
    }

    [Fact]
    public void Owner_is_the_layers_unless_the_check_or_the_configuration_says_another()
    {
        var model = new Probe([Checks.MinRows(0), Checks.NotNegative(Probe.Number).OwnedBy("jo")]);

        Assert.Equal(["modelling", "jo"], _lab.Run(model).Select(r => r.Owner));
    }

    private static ProbeRow Some(int? number = null) => new("a", number, 1, CheckLab.Today, CheckLab.Today, true);

    private static Gen<ProbeRow> Row()
    {
        var texts = Gen.Elements<string?>(null, "", " ", "a", "b", "ab", " a", "a ", "12", "1234", "é", "𝄞", "𝄞x", "\t", "x\ufffd", "!", "A");
        var numbers = Gen.Frequency((1, Gen.Constant<int?>(null)), (6, Gen.Choose(-4, 8).Select(n => (int?)n)));
        var days = Gen.Frequency(
            (1, Gen.Constant<DateOnly?>(null)), (6, Gen.Choose(-4, 2).Select(n => (DateOnly?)CheckLab.Today.AddDays(n))));
        var flags = Gen.Elements<bool?>(null, true, false);
        return from text in texts
               from number in numbers
               from other in numbers
               from day in days
               from later in days
               from flag in flags
               select new ProbeRow(text, number, other, day, later, flag);
    }
}
