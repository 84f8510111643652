using System.Globalization;
using System.Numerics;
using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;
using Tracklake.Quality;

namespace Tracklake.DuckDb.Lakehouse;

/// <summary>The lakehouse on one machine: DuckDB computes, our Delta log keeps the tables.</summary>
/// <param name="tables">Where the tables are.</param>
/// <param name="settings">How DuckDB is opened.</param>
/// <param name="pathOf">The file of a landed object.</param>
/// <param name="mostSampled">Bronze records that are read at most to compute a sample of rows in full.</param>
public sealed class DeltaLakehouse(
    LakeTables tables, DuckDbSettings settings, Func<string, string> pathOf, long mostSampled = 5_000_000) : ILakehouse
{
    private readonly DuckDbSession _session = Open(settings);

    /// <inheritdoc/>
    public IReadOnlyList<TableState> Update(
        TableWork work, IProgress<TableState>? progress, CancellationToken cancellationToken)
    {
        var writer = new LakeWriter(tables, _session, work, pathOf);
        var states = new List<TableState>(work.Refreshes.Count);
        foreach (var refresh in work.Refreshes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var written = writer.BringUpToDate(refresh, states);
            var state = StateOf(work, written);
            states.Add(state);
            progress?.Report(state);
        }
        _session.Rest();
        return states;
    }

    /// <inheritdoc/>
    public IReadOnlyList<CheckResult> Check(
        TableWork work, CheckRequest request, CancellationToken cancellationToken)
    {
        _session.LimitMemory(settings.MemoryMb);
        return
        [
            .. new ModelChecks(new Quality.CheckEngine(_session, settings.TemporaryFolder), request)
                .Run(work.Refreshes, cancellationToken),
            .. new Quality.CompletenessQuery(_session).Run(),
            .. new SampleCheck(_session, work, t => tables.Of(t).Open(), mostSampled).Run(),
        ];
    }

    /// <inheritdoc/>
    public void TakeBack(TableWork work)
    {
        var writer = new LakeWriter(tables, _session, work, pathOf);
        foreach (var refresh in work.Refreshes)
            writer.TakeBack(refresh.Model);
    }

    /// <inheritdoc/>
    public void ForgetHistory()
    {
        foreach (var model in AllModels.InOrder)
            tables.ForgetHistory(model);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>
    /// Rows and checksum. The checksum is kept up to date by what came and went, so that it costs what the run brought:
    /// the whole table is summed only where the whole table was written.
    /// </summary>
    private TableState StateOf(TableWork work, WrittenTable written)
    {
        var (refresh, before, head, change) = written;
        var model = refresh.Model;
        var released = work.Released?.Tables.GetValueOrDefault(model.QualifiedName);
        var rows = head.RecordCount
            ?? throw new InvalidDataException($"{model} has files without a row count in {tables.PathOf(model)}.");
        string Checksum() => refresh.Kind switch
        {
            RefreshKind.Unchanged => released!.Checksum,
            RefreshKind.Append or RefreshKind.Days => Text(Parse(released!.Checksum)
                + Sum(model, head.ToSql(LakeWriter.Minus(head, before)))
                - Sum(model, before!.ToSql(LakeWriter.Minus(before, head)))),
            RefreshKind.Fold or RefreshKind.Keys or RefreshKind.Groups => change is null
                ? released!.Checksum
                : Text(Parse(released!.Checksum) + Sum(model, change.Came) - Sum(model, change.Went)),
            RefreshKind.Whole or RefreshKind.Rebuild => Text(Sum(model, head.ToSql())),
            _ => throw new InvalidOperationException($"No state of a table refreshed by {refresh.Kind}."),
        };
        return new TableState(refresh, head.Version, rows, LastDay(work, refresh), Checksum);
    }

    /// <summary>Tables are written by key or in no order at all: nothing has to be held back to keep that of the input.</summary>
    private static DuckDbSession Open(DuckDbSettings settings)
    {
        var session = DuckDbSession.InMemory(settings);
        session.Execute("SET preserve_insertion_order = false");
        return session;
    }

    private static DateOnly? LastDay(TableWork work, TableRefresh refresh)
    {
        if (refresh.Model.Materialization is not Appended appended)
            return null;
        var before = work.Released?.Tables.GetValueOrDefault(refresh.Model.QualifiedName)?.LastDay;
        var added = work.Batches
            .Where(b => b.Files.Any(f => f.Table == appended.From.Name && f.Rows > 0))
            .Select(b => (DateOnly?)b.ObservedOn)
            .Max();
        return before > added || added is null ? before : added;
    }

    private BigInteger Sum(Model model, string source) =>
        Parse((string)_session.Row(DuckDbChecksum.Of(model.Columns, source))[1]!);

    private static BigInteger Parse(string digits) => BigInteger.Parse(digits, CultureInfo.InvariantCulture);

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
