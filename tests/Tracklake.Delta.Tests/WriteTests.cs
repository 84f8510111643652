using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests;

public sealed class WriteTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void A_first_append_creates_the_table()
    {
        var table = _lake.Table();
        Assert.False(table.Exists);
        var commit = _lake.Append(table, "SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, NULL");
        Assert.Equal(new DeltaCommit(0, false, 2, 1, 0, commit.BytesAdded) { Metrics = commit.Metrics }, commit);
        Assert.True(table.Exists);
        var snapshot = table.Open();
        Assert.Equal("a integer, b string", snapshot.Schema.ToString());
        Assert.Equal(2, snapshot.RecordCount);
        Assert.Equal(["(1, x)", "(2, NULL)"], _lake.Rows(table));
    }

    [Fact]
    public void Appends_add_up_and_old_versions_stay_readable()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1 AS a");
        _lake.Append(table, "SELECT 2 AS a");
        _lake.Overwrite(table, "SELECT 3 AS a");
        Assert.Equal(["(3)"], _lake.Rows(table));
        Assert.Equal(["(1)", "(2)"], _lake.Rows(table, 1));
        Assert.Equal(["(1)"], _lake.Rows(table, 0));
        Assert.Equal(["(3)"], _lake.Rows(_lake.Table()));
        Assert.Throws<DeltaNotFoundException>(() => table.Open(3));
        Assert.Throws<DeltaNotFoundException>(() => table.Open(-1));
    }

    [Fact]
    public void A_missing_table_is_not_found() =>
        Assert.Throws<DeltaNotFoundException>(() => _lake.Table("absent").Open());

    [Fact]
    public void A_repeated_transaction_is_skipped()
    {
        var table = _lake.Table();
        var write = new DeltaWrite { Mode = DeltaWriteMode.Append, Transaction = new DeltaTransaction("app", 7) };
        Assert.False(table.Write(_lake.Connection, "SELECT 1 AS a", write).Skipped);
        var again = table.Write(_lake.Connection, "SELECT 1 AS a", write);
        Assert.True(again.Skipped);
        Assert.Equal(0, again.Version);
        Assert.Equal(7, table.Open().TransactionVersion("app"));
        Assert.Null(table.Open().TransactionVersion("other"));
        Assert.Equal(["(1)"], _lake.Rows(table));
    }

    [Fact]
    public void Several_queries_are_written_in_one_commit_each_into_the_partition_that_it_names()
    {
        var table = _lake.Table();
        DeltaRows Of(int day, string select) => new($"SELECT DATE '2026-01-0{day}' AS day, v FROM ({select}) t(v)")
        {
            Partition = new Dictionary<string, string?> { ["day"] = $"2026-01-0{day}" },
        };
        var write = new DeltaWrite { Mode = DeltaWriteMode.Overwrite, PartitionBy = ["day"] };

        var commit = table.Write(_lake.Connection, [Of(1, "SELECT 1 UNION ALL SELECT 2"), Of(2, "SELECT 3")], write);

        Assert.Equal((0, 3, 2), (commit.Version, commit.RowsAdded, commit.FilesAdded));
        Assert.Equal(["(2026-01-01, 1)", "(2026-01-01, 2)", "(2026-01-02, 3)"], _lake.Rows(table));
        Assert.Equal(["2026-01-01", "2026-01-02"], table.Open().Files.Select(f => f.PartitionValues["day"]).Order());
    }

    [Fact]
    public void A_row_outside_of_the_partition_that_a_write_names_is_refused_and_nothing_is_committed()
    {
        var table = _lake.Table();
        var write = new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["p"] };
        table.Write(_lake.Connection, "SELECT 1 AS p, 1 AS v", write);
        var partition = new Dictionary<string, string?> { ["p"] = "1" };
        var within = new DeltaRows("SELECT 1 AS p, 9 AS v") { Partition = partition };
        var outside = new DeltaRows("SELECT p, v FROM (VALUES (1, 2), (2, 3)) t(p, v)") { Partition = partition };

        var e = Assert.Throws<DeltaConstraintException>(() => table.Write(_lake.Connection, [within, outside], write));

        Assert.Contains("outside of the partition p=1", e.Message, StringComparison.Ordinal);
        Assert.Equal(["(1, 1)"], _lake.Rows(table));
        Assert.Single(Directory.EnumerateFiles(table.Path, "*.parquet", SearchOption.AllDirectories));
    }

    [Fact]
    public void Files_that_the_caller_writes_are_measured_and_read_like_any_other()
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, [Given("SELECT i, 'x' || i AS s FROM range(3) r(i)"), new DeltaRows("SELECT 7 AS i, 'y' AS s")],
            new DeltaWrite { Mode = DeltaWriteMode.Append });
        Assert.Equal(["(0, x0)", "(1, x1)", "(2, x2)", "(7, y)"], _lake.Rows(table));
        Assert.Contains("\"maxValues\":{\"i\":2,\"s\":\"x2\"}", table.Open().Files.First(f => f.NumRecords == 3).Stats, StringComparison.Ordinal);
        Assert.Empty(new TableCheck(table).Run(_lake.Connection));

        // The query's columns are not in the table's order: it is run, and the caller is not asked.
        var other = new DeltaRows("SELECT 'z' AS s, 9::BIGINT AS i") { WriteFiles = _ => throw new InvalidOperationException("not asked for") };
        table.Write(_lake.Connection, [other], new DeltaWrite { Mode = DeltaWriteMode.Append });
        Assert.Contains("(9, z)", _lake.Rows(table));
    }

    [Theory]
    [InlineData("SELECT 1::BIGINT AS i, 'x' AS s, 2 AS more")]
    [InlineData("SELECT 1::INTEGER AS i, 'x' AS s")]
    public void Where_a_file_has_other_columns_than_the_query_the_query_is_run(string written)
    {
        var table = _lake.Table();
        var wrong = Given(written) with { SelectSql = "SELECT 2::BIGINT AS i, 'right' AS s" };
        table.Write(_lake.Connection, [wrong], new DeltaWrite { Mode = DeltaWriteMode.Append });
        Assert.Equal(["(2, right)"], _lake.Rows(table));
        Assert.Single(Directory.GetFiles(table.Path, "*.parquet", SearchOption.AllDirectories));
        Assert.Empty(new TableCheck(table).Run(_lake.Connection));
    }

    [Fact]
    public void Files_of_nested_columns_are_taken_too()
    {
        var table = _lake.Table();
        var asked = 0;
        for (var i = 0; i < 2; i++)
        {
            var rows = Given($"SELECT {{'a': {i}, 'b': [{i}]}} AS nested, MAP {{'k': {i}}} AS m");
            table.Write(_lake.Connection, [rows with { WriteFiles = f => { asked++; rows.WriteFiles!(f); } }],
                new DeltaWrite { Mode = DeltaWriteMode.Append });
        }

        Assert.Equal(2, asked);
        Assert.Equal(["({'a': 0, 'b': [0]}, {k=0})", "({'a': 1, 'b': [1]}, {k=1})"], _lake.Rows(table));
    }

    private DeltaRows Given(string sql) => new(sql)
    {
        WriteFiles = folder => _lake.Execute($"COPY ({sql}) TO '{folder}/a.parquet'"),
    };

    [Fact]
    public void Many_partitions_are_one_read_where_the_folders_say_what_the_log_says()
    {
        var table = _lake.Table();
        var write = new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["day", "n"] };
        table.Write(_lake.Connection,
            "SELECT DATE '2026-01-01' + CAST(i AS INTEGER) AS day, i % 3 AS n, i AS v FROM range(60) t(i)", write);

        var sql = table.Open().ToSql();

        Assert.Contains("hive_partitioning = true", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("UNION ALL", sql, StringComparison.Ordinal);
        Assert.Equal(["60, DATE, BIGINT"], _lake.Query(
            $"SELECT count(*) || ', ' || any_value(typeof(day)) || ', ' || any_value(typeof(n)) FROM {sql} "
            + "WHERE day = DATE '2026-01-01' + CAST(v AS INTEGER) AND n = v % 3"));
    }

    [Fact]
    public void Partition_values_are_the_logs_where_the_folders_say_something_else()
    {
        var table = _lake.Table();
        var write = new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["n"] };
        table.Write(_lake.Connection, "SELECT 1 AS n, 10 AS v UNION ALL SELECT 2, 20", write);
        var log = Path.Combine(table.Path, "_delta_log", "00000000000000000000.json");
        foreach (var n in (string[])["1", "2"])
        {
            Directory.Move(Path.Combine(table.Path, $"n={n}"), Path.Combine(table.Path, $"n={n}{n}"));
            File.WriteAllText(log, File.ReadAllText(log).Replace($"\"n={n}/", $"\"n={n}{n}/", StringComparison.Ordinal));
        }
        foreach (var checksum in Directory.EnumerateFiles(Path.GetDirectoryName(log)!, "*.crc"))
            File.Delete(checksum);

        Assert.Equal(["(1, 10)", "(2, 20)"], _lake.Rows(table));
    }

    [Fact]
    public void Partitions_are_one_file_each_and_come_back_with_their_types()
    {
        var table = _lake.Table();
        var commit = table.Write(_lake.Connection,
            """
            SELECT i AS v, DATE '2026-01-01' + CAST(i % 3 AS INTEGER) AS day, ['a/b %', '', NULL, 'Zoë=1', 'n'][1 + i % 5] AS s
            FROM range(15) r(i)
            """,
            new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["day", "s"] });
        Assert.Equal(12, commit.FilesAdded);
        var snapshot = table.Open();
        Assert.All(snapshot.Files, f => Assert.Matches("^[A-Za-z0-9_=./-]+$", f.Path));
        // The empty text is null in a partition: the protocol has no other way to say it.
        Assert.Equal(_lake.Rows("""
            (SELECT i AS v, DATE '2026-01-01' + CAST(i % 3 AS INTEGER) AS day, ['a/b %', NULL, NULL, 'Zoë=1', 'n'][1 + i % 5] AS s
            FROM range(15) r(i))
            """), _lake.Rows(table));
        Assert.Equal(["BIGINT, DATE, VARCHAR"],
            _lake.Query($"SELECT DISTINCT concat_ws(', ', typeof(v), typeof(day), typeof(s)) FROM {snapshot.ToSql()}"));
    }

    [Theory]
    [InlineData(3, 300_000)]
    [InlineData(40, 150_000)]
    [InlineData(120, 20_000)]
    public void However_many_rows_and_partitions_each_is_one_file_in_the_querys_order(int partitions, int rows)
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, $"SELECT i AS v, i % {partitions} AS p FROM range({rows}) r(i)",
            new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["p"] });
        var snapshot = table.Open();
        Assert.Equal(partitions, snapshot.Files.Count);
        Assert.Equal(rows, snapshot.RecordCount);
        foreach (var file in snapshot.Files.Take(5))
        {
            Assert.Equal(["0"], _lake.Query($"""
                SELECT CAST(count(*) AS VARCHAR) FROM (SELECT v, lag(v) OVER (ORDER BY file_row_number) AS before
                FROM read_parquet('{snapshot.FilePath(file)}', hive_partitioning = false, file_row_number = true)) WHERE v < before
                """));
        }
    }

    [Fact]
    public void Instants_as_partitions_are_kept_to_the_microsecond()
    {
        var table = _lake.Table();
        const string Rows = "SELECT 1 AS v, TIMESTAMPTZ '2026-01-01 10:20:30.123456+02' AS at";
        table.Write(_lake.Connection, Rows, new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["at"] });
        Assert.Equal("2026-01-01T08:20:30.123456Z", Assert.Single(table.Open().Files).PartitionValues["at"]);
        _lake.Execute("SET TimeZone = 'America/Los_Angeles'");
        Assert.Equal(_lake.Rows($"({Rows})"), _lake.Rows(table));
    }

    [Fact]
    public void Replace_where_replaces_whole_partitions_only()
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, "SELECT i AS v, i % 3 AS p FROM range(9) r(i)",
            new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["p"] });
        var commit = table.Write(_lake.Connection, "SELECT 100::BIGINT AS v, 1::BIGINT AS p",
            new DeltaWrite { Mode = DeltaWriteMode.ReplaceWhere, ReplaceWhere = "p = 1" });
        Assert.Equal((1, 1), (commit.FilesAdded, commit.FilesRemoved));
        Assert.Equal(["(0, 0)", "(100, 1)", "(2, 2)", "(3, 0)", "(5, 2)", "(6, 0)", "(8, 2)"], _lake.Rows(table));
    }

    [Fact]
    public void Replace_where_refuses_rows_outside_its_predicate()
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, "SELECT 1 AS v, 1 AS p", new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["p"] });
        Assert.Throws<DeltaConstraintException>(() => table.Write(_lake.Connection, "SELECT 1 AS v, 2 AS p",
            new DeltaWrite { Mode = DeltaWriteMode.ReplaceWhere, ReplaceWhere = "p = 1" }));
        Assert.Equal(["(1, 1)"], _lake.Rows(table));
        Assert.Single(Directory.GetFiles(table.Path, "*.parquet", SearchOption.AllDirectories));
    }

    [Fact]
    public void Replace_where_over_other_columns_rewrites_the_files_that_match()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT i AS v FROM range(5) r(i)");
        _lake.Append(table, "SELECT i AS v FROM range(10, 15) r(i)");
        var commit = table.Write(_lake.Connection, "SELECT 3::BIGINT AS v",
            new DeltaWrite { Mode = DeltaWriteMode.ReplaceWhere, ReplaceWhere = "v BETWEEN 2 AND 4" });
        Assert.Equal(1, commit.FilesRemoved);
        Assert.Equal(["(0)", "(1)", "(10)", "(11)", "(12)", "(13)", "(14)", "(3)"], _lake.Rows(table));
    }

    [Fact]
    public void Nothing_is_committed_when_nothing_changes_and_the_caller_says_so()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1 AS a");
        var commit = table.Write(_lake.Connection, "SELECT 1 AS a WHERE false",
            new DeltaWrite { Mode = DeltaWriteMode.Append, SkipIfEmpty = true });
        Assert.True(commit.Skipped);
        Assert.Equal(0, table.Open().Version);
    }

    [Fact]
    public void An_empty_table_has_its_columns_and_types()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1::DECIMAL(9,2) AS a, now() AS at WHERE false");
        Assert.Empty(table.Open().Files);
        Assert.Equal(["DECIMAL(9,2)", "TIMESTAMP WITH TIME ZONE"],
            _lake.Query($"SELECT column_type FROM (DESCRIBE SELECT * FROM {table.Open().ToSql()})"));
    }

    [Fact]
    public void Restore_brings_back_files_and_schema()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1 AS a");
        table.Write(_lake.Connection, "SELECT 2 AS a, 'x' AS b",
            new DeltaWrite { Mode = DeltaWriteMode.Overwrite, AllowSchemaChange = true });
        var commit = table.Restore(0);
        Assert.Equal((2L, 1, 1), (commit.Version, commit.FilesAdded, commit.FilesRemoved));
        Assert.Equal(["(1)"], _lake.Rows(table));
        Assert.Equal(["(2, x)"], _lake.Rows(table, 1));
    }

    [Fact]
    public void Ids_that_repeat_neither_overwrite_a_live_file_nor_one_of_an_old_version()
    {
        var ids = 0;
        _lake.Options = _lake.Options with { NewId = () => new Guid(ids++ % 40, 0, 0, new byte[8]) };
        var table = _lake.Table();
        for (var i = 0; i < 6; i++) _lake.Append(table, $"SELECT {i} AS a");
        _lake.Overwrite(table, "SELECT 99 AS a");
        for (var i = 10; i < 16; i++) _lake.Append(table, $"SELECT {i} AS a");
        Assert.Equal(7, _lake.Rows(table).Count);
        Assert.Equal(["(0)", "(1)", "(2)", "(3)", "(4)", "(5)"], _lake.Rows(table, 5));
        Assert.Empty(new TableCheck(table).Run(_lake.Connection));
    }

    [Fact]
    public void Staging_folders_do_not_stay()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1 AS a");
        Assert.ThrowsAny<Exception>(() => _lake.Append(table, "SELECT error('no') AS a"));
        Assert.Equal(["_delta_log"], Directory.GetDirectories(table.Path).Select(Path.GetFileName));
    }
}
