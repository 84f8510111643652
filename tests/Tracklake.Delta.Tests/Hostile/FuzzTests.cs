using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests.Hostile;

/// <summary>Broken bytes where the log's are expected: the answer is a version or a <see cref="DeltaException"/>, never
/// anything else.</summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly string[] Tokens =
    [
        "null", "{", "}", "[", "]", "\"", "-1", "1e999", "99999999999999999999", "true", "\"add\"", "\"remove\"", "\"\"",
        "\\u0000", "\\ud800", "%", "%00", "..", "/", ",", ":", "\n", "\"protocol\":null", "\"path\":null", "[null]", "{}",
    ];

    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void A_commit_of_any_bytes_opens_or_is_refused()
    {
        var table = Sound();
        var log = Path.Combine(table.Path, "_delta_log");
        File.Delete(Path.Combine(log, "_last_checkpoint"));
        File.Delete(Path.Combine(log, LogNames.Checkpoint(2)));
        var commits = Enumerable.Range(0, 4).Select(v => File.ReadAllBytes(Path.Combine(log, LogNames.Commit(v)))).ToArray();
        Check(Mutations(), 400, mutation =>
        {
            var version = mutation.Seed % commits.Length;
            File.WriteAllBytes(Path.Combine(log, LogNames.Commit(version)), mutation.Apply(commits[version]));
            Open(table.Path);
            File.WriteAllBytes(Path.Combine(log, LogNames.Commit(version)), commits[version]);
        });
    }

    [Fact]
    public void A_checkpoint_of_any_bytes_opens_or_is_refused()
    {
        var table = Sound();
        var log = Path.Combine(table.Path, "_delta_log");
        var checkpoint = Path.Combine(log, LogNames.Checkpoint(2));
        var whole = File.ReadAllBytes(checkpoint);
        foreach (var version in Enumerable.Range(0, 3)) File.Delete(Path.Combine(log, LogNames.Commit(version)));
        Check(Mutations(), 150, mutation =>
        {
            File.WriteAllBytes(checkpoint, mutation.Apply(whole));
            Open(table.Path);
        });
    }

    [Fact]
    public void A_hint_of_any_bytes_never_keeps_a_table_from_opening()
    {
        var table = Sound();
        var hint = Path.Combine(table.Path, "_delta_log", "_last_checkpoint");
        var whole = File.ReadAllBytes(hint);
        Check(Mutations(), 200, mutation =>
        {
            File.WriteAllBytes(hint, mutation.Apply(whole));
            Assert.Equal(3, new DeltaTable(table.Path).Open().Version);
        });
    }

    [Fact]
    public void A_deletion_vector_of_any_bytes_reads_or_is_refused()
    {
        const string Inline = "wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L";
        Check(Mutations(), 500, mutation =>
        {
            var text = Encoding.Latin1.GetString(mutation.Apply(Encoding.Latin1.GetBytes(Inline)));
            try
            {
                var ranges = DeletionVectorReader.Read("/none", new DeletionVector
                {
                    StorageType = "i",
                    PathOrInlineDv = text,
                    SizeInBytes = 40,
                    Cardinality = 6,
                });
                Assert.Equal(6, ranges.Sum(r => r.Last - r.First + 1));
            }
            catch (FormatException)
            {
            }
        });
    }

    [Fact]
    public void A_schema_of_any_text_reads_or_is_refused()
    {
        var whole = Encoding.UTF8.GetBytes(new DeltaSchema(
        [
            new DeltaField("a", DeltaType.Decimal(10, 2)),
            new DeltaField("b", DeltaType.Map(DeltaType.String, DeltaType.Array(DeltaType.Struct(new DeltaField("c", DeltaType.Date))))),
        ]).ToJson());
        Check(Mutations(), 500, mutation =>
        {
            try
            {
                var schema = DeltaSchema.FromJson(Encoding.UTF8.GetString(mutation.Apply(whole)));
                Assert.Equal(schema.ToJson(), DeltaSchema.FromJson(schema.ToJson()).ToJson());
            }
            catch (FormatException)
            {
            }
        });
    }

    private static void Check(Gen<Mutation> mutations, int times, Action<Mutation> body)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true);
        if (Environment.GetEnvironmentVariable("TRACKLAKE_LONG_TESTS") is null) config = config.WithReplay(20260302, 4711);
        else config = config.WithMaxTest(times * 20);
        Prop.ForAll(mutations.ToArbitrary(), body).Check(config);
    }

    private void Open(string path)
    {
        string sql;
        try
        {
            _ = new TableCheck(new DeltaTable(path)).Run(_lake.Connection, readData: false);
            var snapshot = new DeltaTable(path).Open();
            _ = snapshot.RecordCount;
            _ = snapshot.FilesFor(DeltaPruning.Between("a", 1, 2));
            sql = snapshot.ToSql();
        }
        catch (DeltaException)
        {
            return;
        }

        try
        {
            _lake.Rows(sql);
        }
        catch (DuckDB.NET.Data.DuckDBException)
        {
            // A file or a value that is not there is found out by the query.
        }
    }

    private DeltaTable Sound()
    {
        _lake.Options = _lake.Options with { CheckpointInterval = 2 };
        var table = _lake.Table();
        for (var i = 0; i < 4; i++)
        {
            table.Write(_lake.Connection, $"SELECT {i} AS a, 'x' AS p", new DeltaWrite
            {
                Mode = i == 3 ? DeltaWriteMode.Overwrite : DeltaWriteMode.Append,
                PartitionBy = ["p"],
                Transaction = new DeltaTransaction("app", i),
            });
        }

        return table;
    }

    private static Gen<Mutation> Mutations() =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from count in Gen.Choose(1, 4)
        select new Mutation(seed, count);

    /// <summary>Some small damages, decided by a seed.</summary>
    private sealed record Mutation(int Seed, int Count)
    {
        public byte[] Apply(byte[] whole)
        {
            var random = new System.Random(Seed);
            var bytes = whole.ToList();
            for (var i = 0; i < Count && bytes.Count > 0; i++)
            {
                var at = random.Next(bytes.Count);
                var length = Math.Min(random.Next(1, 40), bytes.Count - at);
                switch (random.Next(6))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveRange(at, length); break;
                    case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                    case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                    case 4: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                    default: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)])); break;
                }
            }

            return [.. bytes];
        }
    }
}
