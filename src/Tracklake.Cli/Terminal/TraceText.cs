using Tracklake.DuckDb.Tracing;
using Tracklake.Pipeline;
using Tracklake.Raw;

namespace Tracklake.Cli.Terminal;

/// <summary>A trace as a person reads it: the cell, the rows table by table, the responses, the bytes, the
/// verdict.</summary>
internal static class TraceText
{
    private const int RowWidth = 80;
    private const int RequestWidth = 110;

    /// <summary>Writes to stdout.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="limit">Most responses that are shown.</param>
    public static void Write(Trace trace, int limit)
    {
        Console.Out.WriteLine($"{trace.Table} {trace.Key} of release {trace.Release.Number}");
        WriteTables(trace);
        WriteBodies(trace, limit);
        WriteBytes(trace);
        WriteVerdict(trace);
    }

    private static void WriteTables(Trace trace)
    {
        var table = new TextTable(("follows from", false), ("rows", true), ("of", true), ("for example", false));
        foreach (var traced in trace.Tables)
        {
            var first = traced.Examples.Count == 0 ? "" : Shortened(traced.Examples[0], RowWidth);
            table.Add(traced.Table, $"{traced.Contributing:N0}", $"{traced.Rows:N0}", first);
            foreach (var example in traced.Examples.Skip(1))
                table.Add("", "", "", Shortened(example, RowWidth));
        }
        table.Write();
    }

    private static void WriteBodies(Trace trace, int limit)
    {
        Console.Out.WriteLine(
            $"{trace.Records:N0} records ({Amount.OfBytes(trace.Bytes)}) in "
            + $"{trace.Bodies.Count:N0} stored responses or files:");
        // Those that are not what was received are what matters; they are shown first, and all of them.
        var damaged = trace.Bodies.Where(b => !b.IsIntact).ToList();
        foreach (var body in damaged.Concat(trace.Bodies.Where(b => b.IsIntact).Take(limit)))
        {
            Screen.WriteLine($"  {RequestOf(body)}", "    ");
            Screen.WriteLine($"    {body.Object} from byte {body.Entry.Offset:N0}, {body.Entry.Length:N0} bytes, "
                + $"{(body.Ranges == 1 ? "1 record" : $"{body.Ranges:N0} records")}", "    ");
            Screen.WriteLine($"    SHA-256 {body.Entry.Sha256} "
                + (body.IsIntact ? "as received" : $"when received, but now {body.FoundSha256}"), "    ");
        }
        if (trace.Bodies.Count > damaged.Count + limit)
            Console.Out.WriteLine($"  and {trace.Bodies.Count - damaged.Count - limit:N0} more; --out FILE writes all");
    }

    private static void WriteBytes(Trace trace)
    {
        foreach (var shown in trace.Shown)
        {
            Console.Out.WriteLine(
                $"bytes {shown.Offset:N0} to {shown.Offset + shown.Length - 1:N0} of {shown.Object}:");
            Screen.WriteLine($"  {shown.Text.ReplaceLineEndings(" ")}", "  ");
        }
    }

    private static void WriteVerdict(Trace trace)
    {
        foreach (var cell in trace.Cells)
        {
            Console.Out.WriteLine(cell.IsEqual
                ? $"✓ {cell.Column} = {cell.Released ?? "null"}, computed again from these bytes: equal"
                : $"✗ {cell.Column} = {cell.Released ?? "null"}, "
                    + $"but computed from these bytes it is {cell.Recomputed ?? "missing"}");
        }
        if (trace.NotLanded > 0)
        {
            Console.Out.WriteLine($"! {trace.NotLanded:N0} records of these responses cannot be landed; "
                + "they were in quarantine, or were changed since");
        }
        var damaged = trace.Bodies.Count(b => !b.IsIntact);
        if (damaged > 0)
            Console.Out.WriteLine($"✗ {damaged:N0} stored responses are not what was received: their SHA-256 differs");
    }

    // The simulator is asked for what Spotify would be asked for: nobody is to take its answers for Spotify's.
    private static string RequestOf(RawEvidence body) =>
        Shortened(body.Entry.Request ?? body.Entry.Origin ?? RawBodies.RequestOf(body.Entry.Kind), RequestWidth)
        + (body.Entry.Status is { } status ? $" → {status}" : "")
        + (RawKeys.BatchOf(body.Object).Source == SourceChoice.Demo ? " from the simulator" : "")
        + $" at {body.Entry.FetchedAt:yyyy-MM-dd HH:mm:ss} UTC, of {body.Entry.ObservedOn:yyyy-MM-dd}";

    private static string Shortened(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";
}
