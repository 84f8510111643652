using Tracklake.Delta;
using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Parquet;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Lakehouse;

/// <summary>
/// The rows of processed files as bronze has them: each with the run that brought it in. Landing has encoded them
/// already, so large files are taken as they are, with one more column; only small ones are read, and put together.
/// </summary>
/// <param name="pathOf">The path of an object.</param>
internal sealed class LandedRows(Func<string, string> pathOf)
{
    /// <summary>From this size on a file is worth keeping as it is, in bytes.</summary>
    public const long LargeFrom = 4 << 20;

    /// <summary>The rows of batches, in the order of the batches within large and small files.</summary>
    public IReadOnlyList<DeltaRows> Rows(Appended appended, IEnumerable<(LandedBatch Batch, long Run)> batches)
    {
        var files = batches
            .SelectMany(b => b.Batch.Files
                .Where(f => f.Zone == LandedKeys.Processed && f.Table == appended.From.Name)
                .Select(f => new RunFile(pathOf(f.Key), b.Run, f.Bytes >= LargeFrom)))
            .ToList();
        return files.Count == 0
            ? [new DeltaRows(NoRows(appended))]
            : [.. files.GroupBy(f => f.IsLarge).Select(g => new DeltaRows(Select(appended, g))
            {
                WriteFiles = g.Key ? folder => WriteAll(g, folder) : null,
            })];
    }

    private static string Select(Appended appended, IEnumerable<RunFile> files)
    {
        var columns = string.Join(", ", appended.From.Columns.Select(c => c.Name));
        return string.Join("\nUNION ALL\n", files.GroupBy(f => f.Run, f => f.Path).Select(run =>
            $"SELECT {columns}, CAST({run.Key} AS BIGINT) AS {Appended.RunId.Name} FROM read_parquet({DuckDbSession.FileList(run)})"));
    }

    private static string NoRows(Appended appended) =>
        $"SELECT {string.Join(", ", appended.Columns.Select(c => $"CAST(NULL AS {DuckDbRenderer.TypeName(c.Type)}) AS {c.Name}"))} WHERE FALSE";

    private static void WriteAll(IEnumerable<RunFile> files, string folder)
    {
        foreach (var (file, number) in files.Select((f, i) => (f, i)))
        {
            using var landed = File.OpenRead(file.Path);
            using var bronze = File.Create(Path.Combine(folder, $"{number:D5}.parquet"));
            ParquetFooter.CopyWith(landed, new ConstantColumn(Appended.RunId.Name, file.Run), bronze);
        }
    }

    private sealed record RunFile(string Path, long Run, bool IsLarge);
}
