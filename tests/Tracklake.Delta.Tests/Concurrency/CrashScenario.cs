using DuckDB.NET.Data;
using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests.Concurrency;

/// <summary>Something that a process may be killed in the middle of.</summary>
public sealed record CrashScenario(string Name, Action<string, DuckDBConnection> Prepare, Action<string, DuckDBConnection> Act)
{
    public static IReadOnlyList<CrashScenario> All { get; } =
    [
        new("create", (_, _) => { }, (path, db) => Append(path, db, 0, 10)),
        new("append", (path, db) => Appends(path, db, 3), (path, db) => Append(path, db, 100, 110)),
        new("append-with-checkpoint", (path, db) => Appends(path, db, 10), (path, db) => Append(path, db, 100, 110)),
        new("merge", (path, db) => Appends(path, db, 3), (path, db) => Table(path, db).Merge(db, new DeltaMerge
        {
            SourceSql = "SELECT i AS v, 'merged' AS s, i % 2 AS p FROM range(5, 45) r(i)",
            Keys = ["v", "p"],
            Transaction = new DeltaTransaction("app", 100),
        })),
        new("big-merge", (path, db) => Append(path, db, 0, 200_000), (path, db) => Table(path, db).Merge(db, new DeltaMerge
        {
            SourceSql = "SELECT i AS v, 'merged' AS s, i % 2 AS p FROM range(100000, 300000) r(i)",
            Keys = ["v", "p"],
            Transaction = new DeltaTransaction("app", 300),
        })),
        new("optimize", (path, db) => Appends(path, db, 4), (path, db) => Table(path, db).Optimize(db)),
        new("restore", (path, db) => Appends(path, db, 3), (path, db) => Table(path, db).Restore(1, new DeltaTransaction("app", 100))),
        new("vacuum", PrepareVacuum, (path, db) => Table(path, db, days: 10).Vacuum()),
        new("clean-up", (path, db) => Appends(path, db, 12), (path, db) => Table(path, db, days: 40).CleanUpLog()),
    ];

    public static CrashScenario Named(string name) => All.Single(s => s.Name == name);

    public static DeltaTable Table(string path, DuckDBConnection db, int days = 0)
    {
        var clock = new ManualClock { Now = DateTimeOffset.UtcNow.AddDays(days) };
        return new DeltaTable(path, new DeltaOptions { Clock = clock });
    }

    private static void Appends(string path, DuckDBConnection db, int versions)
    {
        for (var i = 0; i < versions; i++) Append(path, db, i * 10, (i + 1) * 10);
    }

    private static void PrepareVacuum(string path, DuckDBConnection db)
    {
        Appends(path, db, 3);
        Table(path, db).Optimize(db);
    }

    private static void Append(string path, DuckDBConnection db, int from, int to) => Table(path, db).Write(db,
        $"SELECT i AS v, 'text ' || i AS s, i % 2 AS p FROM range({from}, {to}) r(i)", new DeltaWrite
        {
            Mode = DeltaWriteMode.Append,
            PartitionBy = ["p"],
            Transaction = new DeltaTransaction("app", from),
        });
}
