using Tracklake.Delta.Bench;

var benches = new Dictionary<string, Action<Scratch>>
{
    ["small"] = SmallCommits.Run,
};
var chosen = args.Length == 0 ? [.. benches.Keys] : args;
foreach (var name in chosen)
{
    using var scratch = new Scratch();
    benches[name](scratch);
}
