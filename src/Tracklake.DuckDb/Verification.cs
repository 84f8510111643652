using Tracklake.DuckDb.Lakehouse;
using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;
using Tracklake.Releases;

namespace Tracklake.DuckDb;

/// <summary>A table as the release says it is, as its files are, and as it is when computed anew from everything.</summary>
/// <param name="Table">Its qualified name.</param>
/// <param name="Rows">Rows according to the release.</param>
/// <param name="LakeIsEqual">Whether the lake's files have that content.</param>
/// <param name="RebuildIsEqual">Whether the table computed in full has that content.</param>
/// <param name="RebuiltRows">Rows of the table computed in full.</param>
public sealed record VerifiedTable(string Table, long Rows, bool LakeIsEqual, bool RebuildIsEqual, long RebuiltRows);

/// <summary>
/// Recomputes everything from what was landed and compares: the proof that bringing tables up to date from changes
/// gives what computing them in full gives, and that no file was changed since.
/// </summary>
public sealed class Verification(LakeTables lake, IWarehouse warehouse, DuckDbSettings settings)
{
    /// <summary>Compares every table of a release; the warehouse is built in full beside the one that is there.</summary>
    /// <param name="release">The release.</param>
    /// <param name="work">All landed batches of the release, to be brought into an empty warehouse.</param>
    /// <param name="progress">Told the name of each table.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    public IReadOnlyList<VerifiedTable> Run(
        Release release, TableWork work, IProgress<TableState>? progress, CancellationToken cancellationToken)
    {
        var rebuilt = warehouse.Update(work, progress, cancellationToken)
            .ToDictionary(s => s.Refresh.Model.QualifiedName);
        using var session = DuckDbSession.InMemory(settings);
        var verified = new List<VerifiedTable>();
        foreach (var model in AllModels.InOrder.Where(m => release.Tables.ContainsKey(m.QualifiedName)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var released = release.Tables[model.QualifiedName];
            var found = session.Row(DuckDbChecksum.Of(model.Columns, lake.Of(model, release).ToSql()));
            var again = rebuilt[model.QualifiedName];
            verified.Add(new VerifiedTable(
                model.QualifiedName, released.Rows,
                (long)found[0]! == released.Rows && (string)found[1]! == released.Checksum,
                again.Rows == released.Rows && again.Checksum == released.Checksum,
                again.Rows));
        }
        return verified;
    }
}
