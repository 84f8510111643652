namespace Tracklake.Delta;

/// <summary>Deletes the oldest part of the log (protocol: Metadata Cleanup): what is older than the retention and before
/// the newest checkpoint that is itself older; that version's own commit stays.</summary>
internal sealed class LogCleanup(DeltaTable table, ILogStore log, DeltaOptions options)
{
    public DeltaDeletion Run(bool dryRun)
    {
        var snapshot = table.Open();
        FeatureGate.CheckWrite(table.Path, snapshot.Version, snapshot.Protocol, snapshot.MetaData);
        var now = options.Clock.GetUtcNow();
        // Whole days, so that a table that is cleaned often is not nibbled at commit by commit.
        var cutOff = new DateTimeOffset((now - Retention.OfLog(snapshot)).UtcDateTime.Date, TimeSpan.Zero);
        var entries = log.List(0).Select(e => (Entry: e, File: LogNames.Parse(e.Name)))
            .Where(e => e.File is not null).Select(e => (e.Entry, File: e.File!.Value)).ToList();
        var old = entries.Where(e => e.Entry.Modified < cutOff).ToList();
        var keep = old.Where(e => e.File.IsCheckpoint && e.Entry.Size > 0)
            .GroupBy(e => (e.File.Version, e.File.Kind, e.File.Parts))
            .Where(g => g.Select(e => e.File.Part).Distinct().Count() == g.Key.Parts)
            .Select(g => (long?)g.Key.Version).Max();
        // Oldest first: whenever this stops, what is left is still one piece.
        var victims = old.Where(e => e.File.Version < keep && e.File.To < keep)
            .OrderBy(e => e.File.Version).ThenBy(e => e.Entry.Name, StringComparer.Ordinal).ToList();
        var deletion = new DeltaDeletion(
            [.. victims.Select(e => $"{LogNames.Folder}/{e.Entry.Name}")], victims.Sum(e => e.Entry.Size));
        if (!dryRun) victims.ForEach(e => log.Delete(e.Entry.Name));
        return deletion;
    }
}
