using System.Text;
using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests;

/// <summary>What every log store must do; each store has a class of its own that inherits these tests.</summary>
public abstract class LogStoreContract
{
    protected abstract ILogStore Log { get; }

    [Fact]
    public void A_name_is_taken_by_the_first_who_creates_it()
    {
        Assert.True(Log.TryCreate(LogNames.Commit(0), "first"u8));
        Assert.False(Log.TryCreate(LogNames.Commit(0), "second"u8));
        Assert.Equal("first", Text(LogNames.Commit(0)));
    }

    [Fact]
    public void Of_many_writers_of_one_name_exactly_one_wins_and_its_bytes_are_the_ones_that_stay()
    {
        for (var version = 0; version < 25; version++)
        {
            var name = LogNames.Commit(version);
            var wins = new int[4];
            Parallel.For(0, wins.Length, i => wins[i] = Log.TryCreate(name, Encoding.UTF8.GetBytes($"writer {i}")) ? 1 : 0);
            Assert.Equal(1, wins.Sum());
            Assert.Equal($"writer {Array.IndexOf(wins, 1)}", Text(name));
        }
    }

    [Fact]
    public async Task A_reader_sees_all_of_a_file_or_nothing()
    {
        var bytes = new byte[200_000];
        Array.Fill(bytes, (byte)'x');
        using var done = new CancellationTokenSource();
        var torn = 0;
        var reader = Task.Run(() =>
        {
            for (var version = 0; version < 20;)
            {
                var read = Log.Read(LogNames.Commit(version));
                if (read is not null && read.Length != bytes.Length) torn++;
                if (read is not null) version++;
                if (done.IsCancellationRequested && read is null) break;
            }
        }, TestContext.Current.CancellationToken);
        for (var version = 0; version < 20; version++) Log.TryCreate(LogNames.Commit(version), bytes);
        await done.CancelAsync();
        await reader;
        Assert.Equal(0, torn);
    }

    [Fact]
    public void What_is_not_there_is_null()
    {
        Assert.Null(Log.Read(LogNames.Commit(7)));
        Assert.Null(Log.Stat(LogNames.Commit(7)));
        Assert.Empty(Log.List(0));
        Log.Delete(LogNames.Commit(7));
    }

    [Fact]
    public void Listing_starts_at_a_version_and_knows_sizes()
    {
        for (var version = 0; version < 5; version++) Log.TryCreate(LogNames.Commit(version), new byte[version + 1]);
        Log.Replace(LogNames.LastCheckpoint, "{}"u8);
        Assert.Equal([(LogNames.Commit(3), 4L), (LogNames.Commit(4), 5L)],
            Log.List(3).Select(e => (e.Name, e.Size)).OrderBy(e => e.Name, StringComparer.Ordinal));
        Assert.Equal(5, Log.List(0).Count());
        Assert.Equal(3, Log.Stat(LogNames.Commit(2))!.Value.Size);
    }

    [Fact]
    public void A_hint_is_replaced_and_a_file_can_be_deleted()
    {
        Log.Replace(LogNames.LastCheckpoint, "one"u8);
        Log.Replace(LogNames.LastCheckpoint, "two"u8, durable: false);
        Assert.Equal("two", Text(LogNames.LastCheckpoint));
        Log.Delete(LogNames.LastCheckpoint);
        Assert.Null(Log.Read(LogNames.LastCheckpoint));
    }

    [Fact]
    public void A_file_that_was_made_elsewhere_is_moved_in()
    {
        Log.TryCreate(LogNames.Commit(0), "x"u8);
        var local = Log.LocalPath(".made-elsewhere");
        File.WriteAllText(local, "checkpoint");
        Log.ReplaceWithFile(LogNames.Checkpoint(0), local);
        Assert.Equal("checkpoint", Text(LogNames.Checkpoint(0)));
        Assert.Equal("checkpoint", File.ReadAllText(Log.LocalPath(LogNames.Checkpoint(0))));
        Assert.False(File.Exists(local));
    }

    private string? Text(string name) => Log.Read(name) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}

/// <summary>The store of the local disk keeps the contract.</summary>
public sealed class LocalLogStoreTests : LogStoreContract, IDisposable
{
    private readonly Lake _lake = new();

    protected override ILogStore Log => new LocalLogStore(Path.Combine(_lake.Folder, "t"));

    public void Dispose() => _lake.Dispose();

    // The store lets writers queue up, which would hide a race; this is what holds when they do not.
    [Fact]
    public void A_link_is_won_by_one_writer_even_without_the_queue()
    {
        const int Writers = 4;
        const int Versions = 500;
        var folder = Directory.CreateDirectory(Path.Combine(_lake.Folder, "links")).FullName;
        for (var i = 0; i < Writers; i++) File.WriteAllText(Path.Combine(folder, $"writer{i}"), $"{i}");
        var wins = new int[Versions];
        using var together = new Barrier(Writers);
        var threads = Enumerable.Range(0, Writers).Select(i => new Thread(() =>
        {
            for (var version = 0; version < Versions; version++)
            {
                together.SignalAndWait();
                if (DurableFiles.TryLink(Path.Combine(folder, $"writer{i}"), Path.Combine(folder, $"v{version}")))
                    Interlocked.Increment(ref wins[version]);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.All(wins, w => Assert.Equal(1, w));
    }

    [Fact]
    public void Writers_that_do_not_get_their_turn_go_on_without()
    {
        var folder = Path.Combine(_lake.Folder, "t", "_delta_log");
        Directory.CreateDirectory(folder);
        using var hog = DurableFiles.TakeTurn(folder, TimeSpan.Zero);
        Assert.NotNull(hog);
        Assert.True(Log.TryCreate(LogNames.Commit(0), "x"u8));
    }

    [Fact]
    public void Nothing_temporary_stays_behind()
    {
        for (var version = 0; version < 3; version++) Log.TryCreate(LogNames.Commit(version), "x"u8);
        Log.TryCreate(LogNames.Commit(1), "y"u8);
        Assert.Equal(3, Directory.GetFiles(Path.Combine(_lake.Folder, "t", "_delta_log"), "*", SearchOption.AllDirectories).Length);
    }
}
