namespace Tracklake.Sources.Imports.Responses;

/// <summary>Decides which responses are new and which day each speaks of.</summary>
internal sealed class ResponsePlan
{
    private readonly Dictionary<(DateOnly, string, string?), string> seenOfDay = [];
    private readonly Dictionary<string, string> seen = [];
    private readonly HashSet<string> knownBatches = new(StringComparer.Ordinal);

    private ResponsePlan(DateOnly undatedDay) => UndatedDay = undatedDay;

    /// <summary>What is to be written, by day.</summary>
    public SortedDictionary<DateOnly, List<Candidate>> New { get; } = [];

    /// <summary>The day that responses are taken as of which do not say one.</summary>
    public DateOnly UndatedDay { get; }

    /// <summary>Files without a day, of which something was taken as of <see cref="UndatedDay"/>.</summary>
    public SortedSet<string> Undated { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Responses of this import that another file of it holds too: its path and the other's, in order.
    /// </summary>
    public List<(string Path, string Same)> Twins { get; } = [];

    /// <summary>Responses left out because they are known, by day.</summary>
    public Dictionary<DateOnly, int> Known { get; } = [];

    /// <summary>Earlier batches that hold some of what was given.</summary>
    public IEnumerable<string> KnownBatches => knownBatches.Order(StringComparer.Ordinal);

    public static ResponsePlan Make(
        IReadOnlyList<Candidate> candidates, KnownBodies known, DateOnly? given, DateOnly today)
    {
        // The earliest day, so that a response which does not say its day never overrides one that does.
        var earliest = candidates.Min(c => c.Day);
        var plan = new ResponsePlan(given ?? earliest ?? today);
        foreach (var candidate in candidates.Where(c => c.Day is not null))
            plan.Take(candidate, candidate.Day!.Value, known);
        foreach (var candidate in candidates.Where(c => c.Day is null))
            plan.TakeUndated(candidate, known, isGiven: given is not null);
        foreach (var day in plan.New.Values)
        {
            // Undated responses first: where two of one day differ, the later in the part is the one that says its day.
            day.Sort((a, b) => (a.Day is null, b.Day is null) switch
            {
                (true, false) => -1,
                (false, true) => 1,
                _ => (string.CompareOrdinal(a.File.Path, b.File.Path), a.Body.Offset.CompareTo(b.Body.Offset)) switch
                {
                    (0, var byOffset) => byOffset,
                    var (byPath, _) => byPath,
                },
            });
        }
        return plan;
    }

    // The same bytes with a day already say of which day they are; taken again as of another day, or once more on
    // each day that the import is repeated, they would be an observation that nobody made.
    private void TakeUndated(Candidate candidate, KnownBodies known, bool isGiven)
    {
        var body = candidate.Body;
        if (isGiven)
            Take(candidate, UndatedDay, known);
        else if (seen.TryGetValue(body.Sha256, out var same))
            Leave(candidate, UndatedDay, same);
        else if (known.BatchOf(body.Sha256) is { } batch)
            LeaveKnown(UndatedDay, batch);
        else
        {
            Take(candidate, UndatedDay, known);
            Undated.Add(candidate.File.Path);
        }
    }

    private void Take(Candidate candidate, DateOnly day, KnownBodies known)
    {
        var body = candidate.Body;
        if (known.BatchOf(day, body.Sha256, body.Subject) is { } batch)
        {
            seen.TryAdd(body.Sha256, candidate.File.Path);
            LeaveKnown(day, batch);
            return;
        }
        if (seenOfDay.TryGetValue((day, body.Sha256, body.Subject), out var same))
        {
            Leave(candidate, day, same);
            return;
        }
        seenOfDay.Add((day, body.Sha256, body.Subject), candidate.File.Path);
        seen.TryAdd(body.Sha256, candidate.File.Path);
        if (!New.TryGetValue(day, out var ofDay))
            New.Add(day, ofDay = []);
        ofDay.Add(candidate);
    }

    private void LeaveKnown(DateOnly day, string batch)
    {
        knownBatches.Add(batch);
        Known[day] = Known.GetValueOrDefault(day) + 1;
    }

    private void Leave(Candidate candidate, DateOnly day, string same)
    {
        Known[day] = Known.GetValueOrDefault(day) + 1;
        if (same != candidate.File.Path)
            Twins.Add((candidate.File.Path, same));
    }
}
