using FsCheck;
using FsCheck.Fluent;

namespace Tracklake.Delta.Tests.Histories;

/// <summary>Random histories of several writers against a simple model in memory.</summary>
public sealed class HistoryModelTests(ITestOutputHelper output)
{
    // Those that may come between another writer's reading and its commit.
    private static readonly OperationKind[] Interfering =
        [OperationKind.Append, OperationKind.Upsert, OperationKind.Delete, OperationKind.Overwrite, OperationKind.ReplacePartition];

    private static readonly OperationKind[] Interrupted =
        [OperationKind.Append, OperationKind.Upsert, OperationKind.MergeDelete, OperationKind.Delete, OperationKind.Update,
            OperationKind.Overwrite, OperationKind.ReplacePartition, OperationKind.ReplaceRange];

    [Fact]
    public void Random_histories_of_several_writers_agree_with_the_model()
    {
        var isLong = Environment.GetEnvironmentVariable("TRACKLAKE_LONG_TESTS") is not null;
        var done = 0;
        var config = Config.QuickThrowOnFailure.WithMaxTest(isLong ? 560 : 10).WithStartSize(1).WithEndSize(40);
        // A fixed seed, so that a run can be repeated; the long run takes another one each time.
        if (!isLong) config = config.WithReplay(20260301, 297);
        Prop.ForAll(Histories().ToArbitrary(), history =>
        {
            using var table = new TableUnderTest();
            var difference = history.Select(table.Do).FirstOrDefault(d => d is not null) ?? table.Finish();
            done += table.Done;
            return (difference is null).Label(difference ?? "");
        }).Check(config);
        output.WriteLine($"{done} operations, no difference");
    }

    private static Gen<Operation[]> Histories() => Gen.Sized(size =>
        Operations().ArrayOf(size).Where(h => h.Length > 0));

    private static Gen<Operation> Operations()
    {
        var plain = Plain(Enum.GetValues<OperationKind>());
        var interrupted =
            from op in Plain(Interrupted)
            from other in Plain(Interfering)
            select op with { Meanwhile = other };
        return Gen.Frequency((4, plain), (1, interrupted));
    }

    private static Gen<Operation> Plain(OperationKind[] kinds) =>
        from kind in Gen.Elements(kinds)
        from writer in Gen.Choose(0, 2)
        from a in Gen.Choose(0, 30)
        from b in Gen.Choose(0, 50)
        select new Operation(kind, writer, a, b);
}
