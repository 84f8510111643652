using Tracklake.Delta;
using Tracklake.Models;
using Tracklake.Releases;

namespace Tracklake.DuckDb.Lakehouse;

/// <summary>The Delta tables of a lake: <c>lake/LAYER/TABLE</c>.</summary>
/// <param name="root">The lake's folder.</param>
/// <param name="optionsOf">How a table, by its qualified name, is read and written.</param>
public sealed class LakeTables(string root, Func<string, DeltaOptions> optionsOf)
{
    private readonly Dictionary<string, DeltaTable> _tables = [];

    /// <summary>The lake's folder.</summary>
    public string Root => root;

    /// <summary>The folder of a table.</summary>
    public string PathOf(Table table) =>
        Path.Combine(root, table.Layer.ToString().ToLowerInvariant(), table.Name);

    /// <summary>The Delta table of a model; it need not exist.</summary>
    public DeltaTable Of(Table table)
    {
        if (!_tables.TryGetValue(table.QualifiedName, out var opened))
            _tables.Add(table.QualifiedName, opened = new DeltaTable(PathOf(table), optionsOf(table.QualifiedName)));
        return opened;
    }

    /// <summary>A table as a release pins it.</summary>
    /// <exception cref="DeltaException">The version is no longer there, or its log is broken.</exception>
    public DeltaSnapshot Of(Table table, Release release) =>
        Of(table).Open(release.Tables[table.QualifiedName].Version);

    /// <summary>Deletes every version of a table but the newest, with the data and log files that only they need.</summary>
    internal void ForgetHistory(Table table)
    {
        var options = optionsOf(table.QualifiedName);
        // The library deletes what has outlived its retention; for a purge everything has.
        var later = new DeltaTable(PathOf(table), options with { Clock = new LaterClock(options.Clock) });
        if (!later.Exists)
            return;
        later.Vacuum(new DeltaVacuum { Retention = TimeSpan.Zero, AllowShortRetention = true });
        later.Checkpoint();
        later.CleanUpLog();
        foreach (var partition in Directory.GetDirectories(later.Path).Where(d => !Directory.EnumerateFileSystemEntries(d).Any()))
            Directory.Delete(partition);
        _tables.Remove(table.QualifiedName);
    }

    /// <summary>Deletes a table that no release has, so that it is made anew.</summary>
    internal void Drop(Table table)
    {
        Directory.Delete(PathOf(table), recursive: true);
        _tables.Remove(table.QualifiedName);
    }

    /// <summary>A clock that is past every retention.</summary>
    private sealed class LaterClock(TimeProvider clock) : TimeProvider
    {
        private static readonly TimeSpan PastRetention = TimeSpan.FromDays(400);

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + PastRetention;
    }
}
