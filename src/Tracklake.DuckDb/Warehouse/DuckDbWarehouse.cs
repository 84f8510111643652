using System.Globalization;
using System.Numerics;
using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;
using Tracklake.Releases;

namespace Tracklake.DuckDb.Warehouse;

/// <summary>
/// The warehouse in a DuckDB file. A run's work on a file that is at the release it starts from is one transaction that is
/// committed after the release was written: until then, and after any crash, readers have what they had. On the first
/// run, on a changed model, and when the file is at another release, a new file is built in full beside it and takes its
/// place at the release.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="settings">How DuckDB is opened.</param>
/// <param name="pathOf">The file of a landed object.</param>
public sealed class DuckDbWarehouse(string path, DuckDbSettings settings, Func<string, string> pathOf) : IWarehouse
{
    private readonly string _aside = path + ".next";
    private DuckDbSession? _session;
    private bool _isAside;

    /// <inheritdoc/>
    public IReadOnlyList<TableState> Update(
        TableWork work, IProgress<TableState>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        DeleteAside();
        _isAside = !CanContinue(work);
        if (_isAside)
        {
            _session = DuckDbSession.OfFile(_aside, settings);
            WarehouseTables.Create(_session);
        }
        else
        {
            // Nobody sees the file beside, so that each of its tables is committed as it is made, which takes less memory.
            _session!.Execute("BEGIN TRANSACTION");
        }

        var tables = new WarehouseTables(_session, work, pathOf, _isAside);
        var states = new List<TableState>(work.Refreshes.Count);
        foreach (var refresh in work.Refreshes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var state = BringUpToDate(tables, work, refresh, states);
            states.Add(state);
            progress?.Report(state);
        }
        _session.Rest();
        return states;
    }

    /// <inheritdoc/>
    public void Publish(Release release)
    {
        var session = _session ?? throw new InvalidOperationException("There is nothing to publish.");
        session.LimitMemory(settings.MemoryMb);
        session.Execute(
            $"INSERT INTO meta.releases VALUES ({release.Number}, TIMESTAMPTZ '{release.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}+00')");
        if (!_isAside)
            session.Execute("COMMIT");
        // One file, without a log beside it: whoever copies or opens the warehouse next has all of it.
        session.Execute("CHECKPOINT");
        if (!_isAside)
            return;
        Close();
        File.Move(_aside, path, overwrite: true);
    }

    /// <inheritdoc/>
    public long? PublishedRelease()
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var session = Open();
            if (File.Exists(path + ".wal"))
                session.Execute("CHECKPOINT"); // cut off between commit and checkpoint
            return session.Number("SELECT max(release) FROM meta.releases");
        }
        catch (DuckDB.NET.Data.DuckDBException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        DeleteAside();
    }

    /// <summary>Whether the file is at the release that the run starts from; leaves it open if so.</summary>
    private bool CanContinue(TableWork work)
    {
        if (!File.Exists(path) || work.Released is not { } released)
            return false;
        if (work.Refreshes.Any(r => r is { Kind: RefreshKind.Rebuild, Model.Materialization: Appended }))
            return false;
        try
        {
            _session = Open();
            if (_session.Number("SELECT max(release) FROM meta.releases") == released.Number)
                return true;
        }
        catch (DuckDB.NET.Data.DuckDBException)
        {
            // A file that cannot be read is made anew like one that is not there: all it holds is in the stage files.
        }
        Close();
        return false;
    }

    private TableState BringUpToDate(
        WarehouseTables tables, TableWork work, TableRefresh refresh, List<TableState> counted)
    {
        var model = refresh.Model;
        var (came, went) = tables.Write(refresh, counted);
        var whole = tables.Session.Number($"SELECT count(*) FROM {model.QualifiedName}");
        var released = work.Released?.Tables.GetValueOrDefault(model.QualifiedName);
        return new TableState(refresh, 0, whole, null, () => came is null
            ? WholeChecksum(tables.Session, model)
            : Text(Parse(released!.Checksum) + Parse(came) - Parse(went!)));
    }

    /// <summary>Asked for when the engine rests.</summary>
    private string WholeChecksum(DuckDbSession session, Model model)
    {
        session.LimitMemory(settings.MemoryMb);
        var checksum = (string)session.Row(DuckDbChecksum.Of(model.Columns, model.QualifiedName))[1]!;
        session.Rest();
        return checksum;
    }

    /// <summary>Opens the file. That another process has it open is said, not mended by making it anew.</summary>
    private DuckDbSession Open()
    {
        try
        {
            return DuckDbSession.OfFile(path, settings);
        }
        catch (DuckDB.NET.Data.DuckDBException e) when (e.Message.Contains("lock", StringComparison.OrdinalIgnoreCase))
        {
            throw new IOException($"'{path}' is open in another program. Close it there, then run again to go on.", e);
        }
    }

    private static BigInteger Parse(string digits) => BigInteger.Parse(digits, CultureInfo.InvariantCulture);

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);

    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }

    private void DeleteAside()
    {
        foreach (var file in (string[])[_aside, _aside + ".wal"])
        {
            if (File.Exists(file))
                File.Delete(file);
        }
    }
}
