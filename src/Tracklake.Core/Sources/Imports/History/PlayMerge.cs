namespace Tracklake.Sources.Imports.History;

/// <summary>
/// Removes what overlapping files tell twice and puts the plays in order. Two rows are of one play when they end at the
/// same time, last as long, and have the same URI, or the same title and creator: generations of the export differ in
/// the other fields and in which of them they have. What comes out does not depend on the order of what goes in.
/// </summary>
internal sealed class PlayMerge(PlayList plays, StringPool pool)
{
    /// <summary>
    /// Rows left out because another row tells the same play; counted while <see cref="Plays"/> is read.
    /// </summary>
    public long Duplicates { get; private set; }

    /// <summary>The plays, in order of time, URI, title, creator and length.</summary>
    public IEnumerable<Play> Plays()
    {
        Duplicates = 0;
        var order = new int[plays.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => CompareGroups(plays[a], plays[b]));
        var instant = new List<Play>();
        for (var from = 0; from < order.Length;)
        {
            var to = from + 1;
            while (to < order.Length && CompareGroups(plays[order[from]], plays[order[to]]) == 0)
                to++;
            if (instant.Count > 0 && instant[0].EndedAt != plays[order[from]].EndedAt)
            {
                foreach (var play in Drain(instant))
                    yield return play;
            }
            if (to - from == 1)
                instant.Add(plays[order[from]]);
            else
                MergeGroup(order.AsSpan(from..to), instant);
            from = to;
        }
        foreach (var play in Drain(instant))
            yield return play;
    }

    private static int CompareGroups(in Play a, in Play b) =>
        a.EndedAt != b.EndedAt ? a.EndedAt.CompareTo(b.EndedAt) : a.MsPlayed.CompareTo(b.MsPlayed);

    private List<Play> Drain(List<Play> instant)
    {
        var sorted = new List<Play>(instant);
        sorted.Sort(CompareOutput);
        instant.Clear();
        return sorted;
    }

    private void MergeGroup(ReadOnlySpan<int> group, List<Play> merged)
    {
        var candidates = new List<Play>(group.Length);
        foreach (var index in group)
            candidates.Add(plays[index]);
        // The fullest account first, and of equally full ones always the same: the order of files must not show.
        candidates.Sort((a, b) => a.Known != b.Known ? b.Known.CompareTo(a.Known) : CompareAll(a, b));
        var byUri = new Dictionary<int, int>();
        var byName = new Dictionary<(int, int), int>();
        var roots = new int[candidates.Count];
        for (var i = 0; i < roots.Length; i++)
        {
            roots[i] = i;
            var play = candidates[i];
            if (play.Uri != 0 && !byUri.TryAdd(play.Uri, i))
                Join(roots, byUri[play.Uri], i);
            if ((play.Title != 0 || play.Uri == 0) && !byName.TryAdd((play.Title, play.Creator), i))
                Join(roots, byName[(play.Title, play.Creator)], i);
        }
        var results = new Dictionary<int, Play>();
        for (var i = 0; i < roots.Length; i++)
        {
            var root = RootOf(roots, i);
            if (results.TryGetValue(root, out var fuller))
            {
                results[root] = fuller.FilledFrom(candidates[i]);
                Duplicates++;
            }
            else
                results.Add(root, candidates[i]);
        }
        merged.AddRange(results.Values);
    }

    private static void Join(int[] roots, int a, int b)
    {
        var (first, second) = (RootOf(roots, a), RootOf(roots, b));
        roots[Math.Max(first, second)] = Math.Min(first, second);
    }

    private static int RootOf(int[] roots, int i)
    {
        while (roots[i] != i)
            i = roots[i] = roots[roots[i]];
        return i;
    }

    private int CompareOutput(Play a, Play b)
    {
        var order = pool.Compare(a.Uri, b.Uri);
        if (order == 0)
            order = pool.Compare(a.Title, b.Title);
        if (order == 0)
            order = pool.Compare(a.Creator, b.Creator);
        return order != 0 ? order : CompareAll(a, b);
    }

    private int CompareAll(Play a, Play b)
    {
        ReadOnlySpan<int> texts =
        [
            pool.Compare(a.Uri, b.Uri), pool.Compare(a.Title, b.Title), pool.Compare(a.Creator, b.Creator),
            a.MsPlayed.CompareTo(b.MsPlayed), pool.Compare(a.Album, b.Album), pool.Compare(a.Country, b.Country),
            pool.Compare(a.ReasonStart, b.ReasonStart), pool.Compare(a.ReasonEnd, b.ReasonEnd),
            a.OfflineAt.CompareTo(b.OfflineAt), a.Platform.CompareTo(b.Platform), a.Content.CompareTo(b.Content),
            a.Shuffle.CompareTo(b.Shuffle), a.Skipped.CompareTo(b.Skipped), a.Offline.CompareTo(b.Offline),
            a.Incognito.CompareTo(b.Incognito),
        ];
        foreach (var order in texts)
        {
            if (order != 0)
                return order;
        }
        return 0;
    }
}
