using System.Globalization;
using System.Text;

namespace Tracklake.Delta.Bench;

/// <summary>Makes logs without data files, as fast as a disk takes them.</summary>
internal static class Logs
{
    public static void Create(string path, int files)
    {
        Directory.CreateDirectory(Path.Combine(path, "_delta_log"));
        var schema = new DeltaSchema(
        [
            new DeltaField("id", DeltaType.Long), new DeltaField("name", DeltaType.String), new DeltaField("score", DeltaType.Double),
        ]).ToJson().Replace("\"", "\\\"", StringComparison.Ordinal);
        var head = "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}\n{\"metaData\":{\"id\":\"bench\",\"format\":"
            + $"{{\"provider\":\"parquet\",\"options\":{{}}}},\"schemaString\":\"{schema}\",\"partitionColumns\":[],\"configuration\":{{}}}}}}\n";
        File.WriteAllText(CommitPath(path, 0), head + Adds(0, files));
    }

    public static void Commit(string path, int version, int from, int files, int? replaces = null)
    {
        var remove = replaces is { } old
            ? string.Create(CultureInfo.InvariantCulture, $"{{\"remove\":{{\"path\":\"{Name(old)}\",\"deletionTimestamp\":1000,\"dataChange\":true}}}}\n")
            : "";
        File.WriteAllText(CommitPath(path, version), "{\"commitInfo\":{\"operation\":\"WRITE\"}}\n" + remove + Adds(from, files));
    }

    private static string Adds(int from, int count)
    {
        var adds = new StringBuilder();
        for (var i = from; i < from + count; i++)
            adds.Append(CultureInfo.InvariantCulture, $"{{\"add\":{{\"path\":\"{Name(i)}\",\"partitionValues\":{{}},\"size\":{1000 + i},")
                .Append(CultureInfo.InvariantCulture, $"\"modificationTime\":1767225600000,\"dataChange\":true,\"stats\":\"{{\\\"numRecords\\\":100,")
                .Append(CultureInfo.InvariantCulture, $"\\\"minValues\\\":{{\\\"id\\\":{i * 100},\\\"name\\\":\\\"name {i}\\\",\\\"score\\\":0.5}},")
                .Append(CultureInfo.InvariantCulture, $"\\\"maxValues\\\":{{\\\"id\\\":{(i * 100) + 99},\\\"name\\\":\\\"name {i}z\\\",\\\"score\\\":99.5}},")
                .Append("\\\"nullCount\\\":{\\\"id\\\":0,\\\"name\\\":0,\\\"score\\\":0}}\"}}\n");
        return adds.ToString();
    }

    private static string Name(int i) =>
        string.Create(CultureInfo.InvariantCulture, $"part-{i:D5}-00000000-0000-0000-0000-{i:D12}-c000.zstd.parquet");

    private static string CommitPath(string path, int version) =>
        Path.Combine(path, "_delta_log", $"{version.ToString("D20", CultureInfo.InvariantCulture)}.json");
}
