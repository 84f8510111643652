using System.Text.Json;
using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Checks live files against what the log says of them.</summary>
internal sealed class FileCheck(DeltaSnapshot snapshot, DuckDBConnection connection, Action<DeltaProblem> report)
{
    public void Check(AddFile file, bool readData)
    {
        if (LogPath.Resolve(snapshot.TablePath, file.Path, snapshot.Options.AllowFilesOutsideTable) is not { } path) return;
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            Say(DeltaProblemLevel.Error, file, "the file is not there");
            return;
        }

        if (info.Length != file.Size) Say(DeltaProblemLevel.Error, file, $"it has {info.Length} bytes, the log says {file.Size}");
        CheckPartition(file);
        CheckVector(file);
        if (!readData) return;
        try
        {
            CheckRows(file, path);
        }
        catch (Exception e) when (e is DuckDBException or DeltaException or FormatException)
        {
            Say(DeltaProblemLevel.Error, file, $"it cannot be read: {e.Message}");
        }
    }

    private void CheckPartition(AddFile file)
    {
        foreach (var field in snapshot.PartitionColumns.Select(c => snapshot.Schema.Find(c)!))
        {
            if (!file.PartitionValues.TryGetValue(snapshot.StorageName(field), out var text))
                Say(DeltaProblemLevel.Error, file, $"it has no value for the partition column '{field.Name}' (Partition Value Serialization)");
            else if (!field.Nullable && string.IsNullOrEmpty(text))
                Say(DeltaProblemLevel.Error, file, $"the partition column '{field.Name}' may not be null");
            else if (!IsReadable(field.Type, text))
                Say(DeltaProblemLevel.Error, file, $"'{text}' is no {field.Type} for the partition column '{field.Name}'");
        }
    }

    private bool IsReadable(DeltaType type, string? text)
    {
        try
        {
            Engine.Query(connection, $"SELECT ({PartitionValue.Literal(type, text)}) IS NULL", r => r.GetBoolean(0));
            return true;
        }
        catch (Exception e) when (e is FormatException or OverflowException or DuckDBException)
        {
            return false;
        }
    }

    private void CheckVector(AddFile file)
    {
        if (file.DeletionVector is not { } vector) return;
        try
        {
            var rows = DeletionVectorReader.Read(snapshot.TablePath, vector);
            if (rows.Count > 0 && rows[^1].Last >= (file.Statistics.NumRecords ?? long.MaxValue))
                Say(DeltaProblemLevel.Error, file, "its deletion vector names rows beyond its end (Deletion Vectors)");
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            Say(DeltaProblemLevel.Error, file, $"its deletion vector cannot be read: {e.Message}");
        }
    }

    private void CheckRows(AddFile file, string path)
    {
        var shape = FileShape.Probe([path])[path];
        // The file's own columns under their own names: statistics are by physical name as well.
        var fields = snapshot.Schema.Fields.Where(f => !snapshot.IsPartition(f.Name))
            .Select(f => (Field: f, Held: shape.Columns.Fields.FirstOrDefault(h => h.Name == snapshot.StorageName(f))))
            .Where(f => f.Held is not null && f.Field.Type is not (DeltaStruct or DeltaArray or DeltaMap) && f.Held.Type == f.Field.Type)
            .Select(f => new DeltaField(f.Held!.Name, f.Field.Type, f.Field.Nullable)).ToList();
        var schema = new DeltaSchema(fields);
        var rules = fields.Where(f => !f.Nullable).Select(f => new RowRule(f.Name, $"{Sql.Name(f.Name)} IS NULL", f.Name)).ToList();
        var measured = new StatisticsQuery(schema, [], int.MaxValue, rules).Measure(connection, [path]);
        var rows = measured.TryGetValue(path, out var measure) ? measure.Rows : 0;
        if (file.Statistics.NumRecords is { } said && said != rows)
            Say(DeltaProblemLevel.Error, file, $"it has {rows} rows, its statistics say {said} (Per-file Statistics)");
        if (measure is null) return;
        for (var i = 0; i < rules.Count; i++)
        {
            if (measure.Broken[i] > 0) Say(DeltaProblemLevel.Error, file, $"{measure.Broken[i]} nulls in '{rules[i].Name}', which may not be null");
        }

        var actual = FileStatistics.Parse(measure.Stats);
        var texts = fields.Where(f => f.Type == DeltaType.String).ToList();
        foreach (var field in fields.Except(texts))
            CheckBounds(file, field, Bound(field, actual.Min([field.Name])), Bound(field, actual.Max([field.Name])), actual);
        // Bounds of texts may be cut, so they are held against the values themselves.
        var exact = texts.Count == 0 ? [] : Engine.Query(connection,
            $"SELECT {string.Join(", ", texts.Select(f => $"min({Sql.Name(f.Name)}), max({Sql.Name(f.Name)})"))} "
            + $"FROM read_parquet({Sql.GlobPath(path)}, hive_partitioning = false)",
            r => texts.Select((_, i) => (Text(r, 2 * i), Text(r, (2 * i) + 1))).ToList())[0];
        for (var i = 0; i < texts.Count; i++) CheckBounds(file, texts[i], exact[i].Item1, exact[i].Item2, actual);
    }

    private static string? Text(DuckDBDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private void CheckBounds(AddFile file, DeltaField field, object? least, object? most, FileStatistics actual)
    {
        var said = file.Statistics;
        IReadOnlyList<string> path = [field.Name];
        if (file.DeletionVector is null && said.NullCount(path) is { } nulls && nulls != actual.NullCount(path))
            Say(DeltaProblemLevel.Error, file, $"'{field.Name}' has {actual.NullCount(path)} nulls, its statistics say {nulls}");
        // A bound that is absent is honest; one that leaves a value out has readers skip the file.
        if (Bound(field, said.Min(path)) is { } min && least is not null && Pruner.Order(min, least) > 0)
            Say(DeltaProblemLevel.Error, file, $"the least '{field.Name}' is {least}, its statistics say {min} (Per-file Statistics)");
        if (Bound(field, said.Max(path)) is { } max && most is not null && Pruner.Order(Reach(field, max), most) < 0)
            Say(DeltaProblemLevel.Error, file, $"the greatest '{field.Name}' is {most}, its statistics say {max} (Per-file Statistics)");
    }

    private static object? Bound(DeltaField field, JsonElement? json) => Pruner.FromJson(field.Type, json);

    // Others cut maxima of instants to milliseconds.
    private static object Reach(DeltaField field, object max) => max switch
    {
        DateTime at when field.Type is DeltaPrimitive { Name: "timestamp" or "timestamp_ntz" } => at.AddMilliseconds(1),
        _ => max,
    };

    private void Say(DeltaProblemLevel level, AddFile file, string message) =>
        report(new DeltaProblem(level, snapshot.Version, file.Path, message));
}
