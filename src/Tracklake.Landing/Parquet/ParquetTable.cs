using ParquetSharp;
using Tracklake.Landing.Columns;
using Column = Tracklake.Models.Column;

namespace Tracklake.Landing.Parquet;

/// <summary>Writes a table's Parquet file, a row group at a time.</summary>
internal sealed class ParquetTable : IDisposable
{
    private readonly ParquetFileWriter file;
    private readonly ColumnChunk chunk;

    /// <param name="stream">Where the file goes.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="plain">Names of the columns whose values hardly repeat: a dictionary of them would be built in vain.
    /// </param>
    /// <param name="options">How to compress.</param>
    /// <param name="chunk">Arrays to use again.</param>
    public ParquetTable(
        Stream stream, IReadOnlyList<Column> columns, IEnumerable<string> plain, LandingOptions options, ColumnChunk chunk)
    {
        this.chunk = chunk;
        using var schema = ParquetSchema.Of(columns);
        using var properties = PropertiesOf(options, plain);
        file = new ParquetFileWriter(stream, schema, properties, leaveOpen: true);
    }

    /// <summary>Rows that the row groups hold, as the writer counts them.</summary>
    public long Rows { get; private set; }

    /// <summary>Writes the values of the buffers as one row group.</summary>
    public void WriteRowGroup(IReadOnlyList<ColumnBuffer> columns)
    {
        using var group = file.AppendRowGroup();
        foreach (var column in columns)
        {
            using var writer = group.NextColumn();
            chunk.Write(writer, column);
        }
        Rows += group.NumRows;
        group.Close();
    }

    /// <summary>Writes the footer.</summary>
    public void Close() => file.Close();

    public void Dispose() => file.Dispose();

    private static WriterProperties PropertiesOf(LandingOptions options, IEnumerable<string> plain)
    {
        using var builder = new WriterPropertiesBuilder();
        builder.Version(ParquetVersion.PARQUET_2_6).DataPageVersion(ParquetDataPageVersion.V1).CreatedBy("Tracklake");
        if (options.Compression == LandingCompression.Zstd)
            builder.Compression(Compression.Zstd).CompressionLevel(1);
        else
            builder.Compression(Compression.Snappy);
        foreach (var column in plain)
            builder.DisableDictionary(column);
        return builder.Build();
    }
}
