using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Writes the files of the change data feed (protocol: Add CDC File).</summary>
internal sealed class ChangeFeed(DataFileWriter files, DuckDBConnection connection, DeltaSnapshot target)
{
    public const string Property = "delta.enableChangeDataFeed";
    public const string Type = "_change_type";
    public const string Folder = "_change_data";

    /// <summary>Writes the rows of a query of the table's columns and the change's type. When that fails, the data files
    /// of the same commit are taken back as well.</summary>
    public List<CdcFile> Write(string sql, List<AddFile> written)
    {
        // Old images of rows may break rules that were made later: the feed has none.
        var fields = target.Schema.Fields.Select(f => f with { Nullable = true }).Append(new DeltaField(Type, DeltaType.String));
        var schema = new DeltaSchema([.. fields]);
        var state = new LogState();
        state.Apply(new LogLine { Protocol = target.Protocol });
        state.Apply(new LogLine { MetaData = target.MetaData with { SchemaString = schema.ToJson(), Configuration = AddFile.NoPartition } });
        var feed = new DeltaSnapshot(target.TablePath, new LoadedLog(target.Version, state, -1, null), target.Options);
        try
        {
            return files.Write(connection, sql, feed, dataChange: false, Folder).ConvertAll(f => new CdcFile
            {
                Path = f.Path,
                PartitionValues = f.PartitionValues,
                Size = f.Size,
            });
        }
        catch
        {
            files.Discard(written);
            throw;
        }
    }

    public static IEnumerable<AddFile> AsFiles(IEnumerable<CdcFile> changes) =>
        changes.Select(c => new AddFile { Path = c.Path, PartitionValues = c.PartitionValues, Size = c.Size });
}
