using Tracklake.Delta.Bench;

if (args is ["writer", var table, var writer, var commits])
{
    ManyWriters.Child(table, writer, int.Parse(commits, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

if (args is ["opener", var opened])
{
    ManyFiles.Child(opened);
    return;
}

var benches = new Dictionary<string, Action<Scratch>>
{
    ["small"] = SmallCommits.Run,
    ["write"] = BigWrite.Run,
    ["open"] = LongLogs.Run,
    ["files"] = ManyFiles.Run,
    ["scan"] = PrunedScan.Run,
    ["writers"] = ManyWriters.Run,
};
foreach (var name in args.Length == 0 ? [.. benches.Keys] : args)
{
    using var scratch = new Scratch();
    benches[name](scratch);
}
