using static Tracklake.Models.Sql;

namespace Tracklake.Models.Checking;

/// <summary>
/// All checks of a table as at most two queries that each read it once, in the model's own terms: one over the rows
/// (conditions, measures, references to other tables), one over the groups of its key. What does not pass there is
/// counted check by check afterwards; a table without a fault never needs that.
/// </summary>
public sealed class FusedChecks
{
    private readonly List<Output> _outputs = [];
    private readonly List<Join> _joins = [];
    private readonly Dictionary<(Check, string), int> _measures = [];

    /// <summary>Fuses the checks of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="checks">Its checks.</param>
    /// <param name="scope">The rows that are looked at; null for all.</param>
    /// <param name="time">The time of the run.</param>
    public FusedChecks(Table table, IReadOnlyList<Check> checks, Expr? scope, CheckTime time)
    {
        (Table, Checks, Scope, Time) = (table, checks, scope, time);
        Place(Count());
        // One group query is fused with nothing; every other uniqueness is a count of different values.
        Grouped = checks.OfType<Unique>().FirstOrDefault(u => u.CountsMissing)
            ?? checks.OfType<Unique>().FirstOrDefault(u => u.Of.Count > 1);
        Lookups = [.. checks.OfType<Lookup>()];
        Suspicions = Suspect(checks);
        Scan = ScanOf(_outputs, _joins);
    }

    /// <summary>The table.</summary>
    public Table Table { get; }

    /// <summary>Its checks.</summary>
    public IReadOnlyList<Check> Checks { get; }

    /// <summary>The rows that are looked at; null for all.</summary>
    public Expr? Scope { get; }

    /// <summary>The time of the run.</summary>
    public CheckTime Time { get; }

    /// <summary>The scan of the rows: one row of aggregates.</summary>
    public Query Scan { get; }

    /// <summary>The uniqueness that has a scan of its own; null when there is none.</summary>
    public Unique? Grouped { get; }

    /// <summary>The checks that look into other tables.</summary>
    public IReadOnlyList<Lookup> Lookups { get; }

    /// <summary>For each check of rows: whether the row of <see cref="Scan"/> leaves open that it fails.</summary>
    public IReadOnlyList<(Check Check, Func<IReadOnlyList<object?>, bool> IsOpen)> Suspicions { get; }

    /// <summary>The number of rows that were looked at.</summary>
    public static long RowsOf(IReadOnlyList<object?> scanned) => Number(scanned[0]) is { } rows ? (long)rows : 0;

    /// <summary>The measures of a check in the row of <see cref="Scan"/>; a day as its number since 0001-01-01.</summary>
    public IReadOnlyDictionary<string, decimal?> ValuesOf(MeasureCheck check, IReadOnlyList<object?> scanned) =>
        _measures.Where(m => ReferenceEquals(m.Key.Item1, check)).ToDictionary(m => m.Key.Item2, m => Number(scanned[m.Value]));

    /// <summary>One row: for each of some checks of rows how many fail.</summary>
    public Query FailureCounts(IReadOnlyList<Check> checks)
    {
        var joins = new List<Join>();
        var outputs = checks.Select((check, i) => Column.Int64($"failures_{i}", "").Is(Count(FailingOf(check, joins))));
        return ScanOf([.. outputs], joins);
    }

    /// <summary>The rows that fail a check; null when the check says nothing of single rows.</summary>
    public Query? FailingRows(Check check)
    {
        if (check is Unique unique)
            return unique.SharingRows(Table, Scope);
        if (check is not (RowCheck or Lookup))
            return null;
        var joins = new List<Join>();
        var failing = FailingOf(check, joins);
        var rows = new Select(new TableSource(Table, null), joins, null, [], [.. Table.Columns.Select(c => c.Is(c))]);
        return rows with { Filter = Scope is null ? failing : Scope & failing };
    }

    /// <summary>A value of a query's answer as a number; null for a missing one.</summary>
    public static decimal? Number(object? value) => value switch
    {
        null => null,
        bool flag => flag ? 1 : 0,
        DateOnly day => day.DayNumber,
        DateTime instant => DateOnly.FromDateTime(instant).DayNumber,
        System.Numerics.BigInteger number => (decimal)number,
        IConvertible number => Convert.ToDecimal(number, System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new ModelException($"A measure is a number or a day, not {value}."),
    };

    private List<(Check, Func<IReadOnlyList<object?>, bool>)> Suspect(IReadOnlyList<Check> checks)
    {
        var suspicions = new List<(Check, Func<IReadOnlyList<object?>, bool>)>();
        var together = new List<(Check Check, Expr Failing)>();
        foreach (var check in checks)
        {
            switch (check)
            {
                case RowCheck row when row.Proof(Time) is { } proof:
                    var proven = Place(proof);
                    suspicions.Add((check, scanned => scanned[proven] is not true));
                    break;
                case RowCheck or Lookup when check.Tolerance == default:
                    together.Add((check, FailingOf(check, _joins)));
                    break;
                case RowCheck or Lookup:
                    var counted = Place(Count(FailingOf(check, _joins)));
                    suspicions.Add((check, scanned => Number(scanned[counted]) > 0));
                    break;
                case Unique unique when unique != Grouped:
                    var different = Place(CountDistinct(Value(unique)));
                    var there = Place(Count(AllThere(unique)));
                    suspicions.Add((check, scanned => Number(scanned[different]) != Number(scanned[there])));
                    break;
                case MeasureCheck measured:
                    foreach (var measure in measured.Measures)
                        _measures.Add((check, measure.Name), Place(measure.Value));
                    break;
            }
        }
        if (together.Count == 0)
            return suspicions;
        // Conditions that hardly ever are true cost less as one count than as many.
        var any = Place(Count(together.Select(t => t.Failing).Aggregate((left, right) => left | right)));
        return [.. suspicions, .. together.Select(t =>
            (t.Check, (Func<IReadOnlyList<object?>, bool>)(scanned => Number(scanned[any]) > 0)))];
    }

    private Expr FailingOf(Check check, List<Join> joins)
    {
        if (check is RowCheck row)
            return row.Failing(Time);
        var lookup = (Lookup)check;
        var target = lookup.Target($"lookup_{joins.Count}");
        joins.Add(new Join(JoinKind.Left, target, lookup.Found(target)));
        return lookup.Failing(target);
    }

    private Select ScanOf(IReadOnlyList<Output> outputs, IReadOnlyList<Join> joins) =>
        new(new TableSource(Table, null), joins, Scope, [], outputs);

    private int Place(Expr value)
    {
        var place = _outputs.Count;
        _outputs.Add(new Column($"c{place}", value.Type, value.Nullable, "").Is(value));
        return place;
    }

    private static Expr Value(Unique unique) => unique.Of.Count == 1
        ? unique.Of[0]
        : throw new ModelException($"{unique.Name}: a table has room for one combination of columns beside its key.");

    private static Expr AllThere(Unique unique) =>
        unique.Of.Select(c => ((Expr)c).IsNotNull()).Aggregate((left, right) => left & right);
}
