using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Tracklake.Raw;
using Tracklake.Sources.Imports.Files;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>The good rows of all files of an import, in order, each content once; the others are counted.</summary>
internal sealed class TrackRows(ImportOptions options, int lastYear)
{
    private const int LongestContent = 4096;

    private readonly HashSet<UInt128> seen = [];
    private readonly ArrayBufferWriter<byte> line = new();

    /// <summary>Rows that could not be used.</summary>
    public RejectionList Rejections { get; } = new();

    /// <summary>Rows left out because one of the same content came before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Rows that were taken.</summary>
    public long Taken { get; private set; }

    /// <summary>What was found out about each file.</summary>
    public List<(OpenedFile File, TrackMapper Mapper)> Mappers { get; } = [];

    public IEnumerable<TrackRecord> Read(OpenedFile opened)
    {
        var mapper = new TrackMapper(opened.File.Path, opened.Fields, opened.Evidence, options, lastYear);
        Mappers.Add((opened, mapper));
        foreach (var row in opened.Table.Rows())
        {
            if (TryMap(opened.File, mapper, row) is not { } track)
                continue;
            if (seen.Add(HashOf(track)))
            {
                Taken++;
                yield return track;
            }
            else
                Duplicates++;
        }
    }

    private TrackRecord? TryMap(InputFile file, TrackMapper mapper, TableRow row)
    {
        var (code, reason) = row.Fault ?? ("", "");
        if (code.Length == 0)
        {
            try
            {
                return mapper.Map(row);
            }
            catch (RowException e)
            {
                (code, reason) = (e.Code, e.Message);
            }
        }
        var content = string.Join(',', row.Fields);
        Rejections.Add(new Rejection(file.Path, row.Offset, row.Length, code, $"Row {row.Number}: {reason}",
            content.Length > LongestContent ? content[..LongestContent] : content));
        return null;
    }

    // 128 bits of SHA-256: among a billion rows no two different ones meet.
    private UInt128 HashOf(TrackRecord track)
    {
        line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(line))
            TrackLines.Write(json, track, withOrigin: false);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(line.WrittenSpan, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}

/// <summary>A file whose columns are known.</summary>
internal sealed record OpenedFile(InputFile File, ITable Table, RowFieldsOf Fields, ColumnEvidence Evidence);
