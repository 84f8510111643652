using Tracklake.Raw;

namespace Tracklake.Sources.Imports;

/// <summary>
/// Rejections of rows. A file of which every row is bad would otherwise make a list as large as the file: past a
/// number, further ones are counted a file and a reason.
/// </summary>
internal sealed class RejectionList
{
    private const int MostListed = 10_000;

    private readonly List<Rejection> listed = [];
    private readonly Dictionary<(string Object, string Code), (long Count, long First)> further = [];

    /// <summary>Rows that were refused.</summary>
    public long Count { get; private set; }

    public void Add(Rejection rejection)
    {
        Count++;
        if (listed.Count < MostListed)
        {
            listed.Add(rejection);
            return;
        }
        var key = (rejection.Object, rejection.Code);
        var (count, first) = further.GetValueOrDefault(key, (0, rejection.Offset));
        further[key] = (count + 1, first);
    }

    /// <summary>Everything, the counted ones last.</summary>
    public IReadOnlyList<Rejection> ToList() =>
    [
        .. listed,
        .. further.Select(f => new Rejection(f.Key.Object, f.Value.First, null, f.Key.Code,
            $"{Counts.Of(f.Value.Count, "more row")} of this file for the same reason, from this byte on.")),
    ];
}
