using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tracklake.Models;
using Tracklake.Raw;

namespace Tracklake.DuckDb.Tracing;

/// <summary>A file with everything that a trace found: one JSON object a line, with its <c>type</c>.</summary>
internal sealed class TraceOutput : IDisposable
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileStream _file;

    public TraceOutput(string path) =>
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);

    /// <summary>Writes the rows of tables: type <c>row</c>.</summary>
    public void Rows(DuckDbSession session, IReadOnlyList<Model> tables)
    {
        foreach (var table in tables)
        {
            var select = $"SELECT CAST(to_json(r) AS VARCHAR) FROM ({WantedRows.RowsOf(table)}) AS r";
            foreach (var row in session.Rows(select))
            {
                Line("row", json =>
                {
                    json.WriteString("table", table.QualifiedName);
                    json.WritePropertyName("row");
                    json.WriteRawValue((string)row[0]!);
                });
            }
        }
    }

    /// <summary>Writes the bytes of a record: type <c>bytes</c>.</summary>
    public void Record(string key, RawEntry entry, RawRange range, ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        Line("bytes", json =>
        {
            json.WriteString("object", key);
            json.WriteNumber("offset", range.Offset);
            json.WriteNumber("length", range.Length);
            json.WriteNumber("body_offset", entry.Offset);
            json.WriteString("content", text);
        });
    }

    /// <summary>Writes the bodies, type <c>body</c>, and the cells, type <c>cell</c>.</summary>
    public void Write(Trace trace)
    {
        foreach (var body in trace.Bodies)
        {
            Line("body", json =>
            {
                json.WriteString("object", body.Object);
                json.WriteNumber("offset", body.Entry.Offset);
                json.WriteNumber("length", body.Entry.Length);
                json.WriteString("request", body.Entry.Request);
                json.WriteString("origin", body.Entry.Origin);
                if (body.Entry.Status is { } status)
                    json.WriteNumber("status", status);
                json.WriteString("fetched_at", body.Entry.FetchedAt);
                json.WriteString("sha256", body.Entry.Sha256);
                json.WriteString("found_sha256", body.FoundSha256);
            });
        }
        foreach (var cell in trace.Cells)
        {
            Line("cell", json =>
            {
                json.WriteString("table", trace.Table);
                json.WritePropertyName("key");
                json.WriteRawValue(trace.Key);
                json.WriteString("column", cell.Column);
                json.WriteString("released", cell.Released);
                json.WriteString("recomputed", cell.Recomputed);
                json.WriteBoolean("is_equal", cell.IsEqual);
            });
        }
    }

    public void Dispose() => _file.Dispose();

    private void Line(string type, Action<Utf8JsonWriter> content)
    {
        using (var json = new Utf8JsonWriter(_file, Plain))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            content(json);
            json.WriteEndObject();
        }
        _file.WriteByte((byte)'\n');
    }
}
