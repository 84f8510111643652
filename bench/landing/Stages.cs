using System.Diagnostics;
using System.Globalization;
using Tracklake.Landing.Reading;
using Tracklake.Landing.Records;
using Tracklake.Landing.Writing;
using Tracklake.Raw;
using Tracklake.Storage;

namespace Tracklake.Landing.Bench;

/// <summary>What each stage of landing one part costs on one thread; each includes those before it.</summary>
internal static class Stages
{
    public static async Task PrintAsync(FolderObjectStore store, RawBatch batch, LandingOptions options)
    {
        var zone = new RawZone(store);
        var part = batch.Parts[0];
        var entry = (await zone.ReadIndexAsync(part, CancellationToken.None))[0];
        var stages = new (string Name, Func<BodyReader, Task> Run)[]
        {
            ("decompress", Decompress),
            ("split lines", Split),
            ("parse into buffers", body => ParseAsync(body, null)),
            ("write both zones", WriteAsync),
        };
        Console.WriteLine("| stage, with those before it | CPU s per million records |");
        Console.WriteLine("|---|---|");
        foreach (var (name, run) in stages)
        {
            var best = double.MaxValue;
            for (var round = 0; round < 12; round++)
            {
                using var body = new BodyReader(part, await zone.OpenBodiesAsync(part, CancellationToken.None));
                body.Enter(entry);
                var before = Environment.CpuUsage.TotalTime;
                await run(body);
                best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            }
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {best * 1e6 / entry.Lines!.Value:F2} |"));
        }

        Task Decompress(BodyReader body)
        {
            var buffer = new byte[1 << 20];
            while (body.Remaining > 0)
                body.Fill(buffer);
            return Task.CompletedTask;
        }

        Task Split(BodyReader body)
        {
            var lines = new LineReader(body, new byte[1 << 20]);
            while (lines.Next(out _, out _, out _))
            {
            }
            Trace.Assert(lines.Lines == entry.Lines);
            return Task.CompletedTask;
        }

        async Task WriteAsync(BodyReader body)
        {
            // Into files of a batch that does not exist, given up at the end.
            var files = new PartFiles(store, batch with { Name = "stages" }, 0, options, CancellationToken.None);
            await ParseAsync(body, files);
            await files.AbandonAsync();
        }

        async Task ParseAsync(BodyReader body, PartFiles? files)
        {
            var state = new PartState(part.Bodies, new TableSet());
            var taker = new BodyTaker(state);
            taker.Enter(entry);
            var lines = new LineReader(body, new byte[1 << 20]);
            var more = true;
            while (more)
            {
                more = taker.TakeLines(lines, options.RowGroupRows, long.MaxValue, CancellationToken.None);
                foreach (var table in state.Tables.All.Where(t => t.Count > 0))
                {
                    if (files is not null)
                        await files.WriteAsync(table);
                    table.Clear();
                }
            }
        }
    }
}
