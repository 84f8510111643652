using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Tracklake.Sources.Spotify;

/// <summary>
/// The answers of a day that is not complete yet, in an append-only file. A record is one write: lengths, a digest of
/// the header, the header, the body (whose digest the header holds). What a kill left of a record fails its digests and
/// is cut off when the file is opened again.
/// </summary>
internal sealed class Spool : IDisposable
{
    private const int Prefix = 4 + 4 + DigestBytes;
    private const int DigestBytes = 16;
    private const int MaxHeader = 1 << 20;

    private readonly SafeFileHandle file;
    private readonly string path;
    private readonly Lock gate = new();
    private readonly Dictionary<(SpoolMark, string), (SpoolRecord Record, long Offset, int Length)> records = [];
    private long end;

    private Spool(SafeFileHandle file, string path)
    {
        this.file = file;
        this.path = path;
    }

    /// <summary>The newest time of an answer; null when there is none.</summary>
    public DateTimeOffset? NewestAnswer
    {
        get
        {
            lock (gate)
            {
                return records.Values.Where(r => r.Record.Mark == SpoolMark.Answer)
                    .Max(r => (DateTimeOffset?)r.Record.FetchedAt);
            }
        }
    }

    /// <summary>Opens or makes the spool; only one run can have it open.</summary>
    /// <exception cref="SourceException">Another run has it open.</exception>
    public static Spool Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new SourceException(
                $"'{path}' cannot be opened: {e.Message} Wait for the other run to end, then run again.", e);
        }
        var spool = new Spool(file, path);
        spool.Recover();
        return spool;
    }

    /// <summary>The record of a mark and key; null when there is none.</summary>
    public SpoolRecord? Find(SpoolMark mark, string key)
    {
        lock (gate)
            return records.TryGetValue((mark, key), out var found) ? found.Record : null;
    }

    /// <summary>The records of a mark.</summary>
    public IReadOnlyList<SpoolRecord> All(SpoolMark mark)
    {
        lock (gate)
            return [.. records.Values.Where(r => r.Record.Mark == mark).Select(r => r.Record)];
    }

    /// <summary>Number of bytes of a record's body.</summary>
    public int LengthOf(SpoolMark mark, string key)
    {
        lock (gate)
            return records[(mark, key)].Length;
    }

    /// <summary>Reads the body of a record.</summary>
    public byte[] Read(SpoolMark mark, string key)
    {
        var body = new byte[LengthOf(mark, key)];
        Read(mark, key, body);
        return body;
    }

    /// <summary>Reads the body of a record into a buffer of its length.</summary>
    public void Read(SpoolMark mark, string key, Span<byte> body)
    {
        long offset;
        lock (gate)
            offset = records[(mark, key)].Offset;
        if (!TryFill(body, offset))
            throw new InvalidDataException($"'{path}' was cut short while it was read.");
    }

    /// <summary>Appends a record; a later one takes the place of an earlier one of the same mark and key.</summary>
    public void Append(SpoolRecord record, ReadOnlyMemory<byte> body)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(record, SpotifyJson.Default.SpoolRecord);
        var start = new byte[Prefix + header.Length];
        BinaryPrimitives.WriteInt32LittleEndian(start, header.Length);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(4), body.Length);
        Digest(header).CopyTo(start.AsSpan(8));
        header.CopyTo(start.AsSpan(Prefix));
        lock (gate)
        {
            RandomAccess.Write(file, [start, body], end);
            records[(record.Mark, record.Key)] = (record, end + start.Length, body.Length);
            end += start.Length + body.Length;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (gate)
        {
            records.Clear();
            end = 0;
            RandomAccess.SetLength(file, 0);
        }
    }

    /// <summary>Closes the spool and removes its file: the day is complete.</summary>
    public void Delete()
    {
        file.Dispose();
        File.Delete(path);
    }

    public void Dispose() => file.Dispose();

    private void Recover()
    {
        var length = RandomAccess.GetLength(file);
        while (TryRecoverOne(length))
        {
        }
        if (end < length)
            RandomAccess.SetLength(file, end);
    }

    private bool TryRecoverOne(long length)
    {
        var prefix = new byte[Prefix];
        if (!TryFill(prefix, end))
            return false;
        var headerLength = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        var bodyLength = BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(4));
        if (headerLength is <= 0 or > MaxHeader || bodyLength < 0
            || end + Prefix + headerLength + bodyLength > length)
        {
            return false;
        }
        var header = new byte[headerLength];
        if (!TryFill(header, end + Prefix) || !Digest(header).AsSpan().SequenceEqual(prefix.AsSpan(8)))
            return false;
        var record = JsonSerializer.Deserialize(header, SpotifyJson.Default.SpoolRecord)!;
        var body = new byte[bodyLength];
        var offset = end + Prefix + headerLength;
        if (!TryFill(body, offset) || (record.Sha256 ?? "") != (bodyLength == 0 ? "" : Hash(body)))
            return false;
        records[(record.Mark, record.Key)] = (record, offset, bodyLength);
        end = offset + bodyLength;
        return true;
    }

    private bool TryFill(Span<byte> buffer, long offset)
    {
        while (!buffer.IsEmpty)
        {
            var read = RandomAccess.Read(file, buffer, offset);
            if (read == 0)
                return false;
            buffer = buffer[read..];
            offset += read;
        }
        return true;
    }

    private static byte[] Digest(ReadOnlySpan<byte> header) => SHA256.HashData(header)[..DigestBytes];

    private static string Hash(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));
}
