namespace Tracklake.Landing;

/// <summary>Adds up what the parts report, each from a thread of its own.</summary>
internal sealed class ProgressMeter(IProgress<LandingProgress>? target, int parts)
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, (long Records, long Bytes)> read = [];
    private int done;

    /// <summary>A meter for one part.</summary>
    public PartMeter For(int part) => new(this, part);

    private void Report(int part, long records, long bytes, bool isDone)
    {
        if (target is null)
            return;
        LandingProgress progress;
        lock (gate)
        {
            read[part] = (records, bytes);
            done += isDone ? 1 : 0;
            progress = new LandingProgress(done, parts, read.Values.Sum(r => r.Records), read.Values.Sum(r => r.Bytes));
        }
        target.Report(progress);
    }

    /// <summary>What one part reports.</summary>
    internal sealed class PartMeter(ProgressMeter meter, int part)
    {
        private long lastRecords;
        private long lastBytes;

        public void Read(long records, long bytes)
        {
            (lastRecords, lastBytes) = (records, bytes);
            meter.Report(part, records, bytes, false);
        }

        public void Done() => meter.Report(part, lastRecords, lastBytes, true);
    }
}
