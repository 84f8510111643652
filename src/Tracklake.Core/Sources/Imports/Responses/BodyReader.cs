using System.Security.Cryptography;
using Tracklake.Sources.Imports.Files;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>
/// Reads responses out of their files a second time, so that no more than one file is held at once. Responses must be
/// asked for file by file, in order of offset.
/// </summary>
internal sealed class BodyReader : IDisposable
{
    private InputFile? file;
    private byte[] document = [];
    private Utf8Content? lines;
    private long position;

    public ReadOnlyMemory<byte> Read(Candidate candidate)
    {
        if (file != candidate.File || position > candidate.Body.Offset)
            Open(candidate);
        var bytes = candidate.Findings.IsLines ? ReadOn(candidate.Body) : Slice(candidate.Body);
        position = candidate.Body.Offset + candidate.Body.Length;
        if (Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) != candidate.Body.Sha256)
            throw Changed(candidate.File);
        return bytes;
    }

    /// <summary>Copies newline-delimited tracks as they are.</summary>
    public static async Task CopyAsync(Candidate candidate, Stream target, CancellationToken cancellationToken)
    {
        using var content = Utf8Content.Open(candidate.File);
        using var hashed = new HashedStream(content.Stream, candidate.Body.Length);
        var buffer = new byte[1 << 16];
        int read;
        while ((read = hashed.Read(buffer)) > 0)
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        if (hashed.Sha256() != candidate.Body.Sha256)
            throw Changed(candidate.File);
    }

    public void Dispose() => lines?.Dispose();

    private void Open(Candidate candidate)
    {
        lines?.Dispose();
        lines = null;
        file = candidate.File;
        position = 0;
        if (candidate.Findings.IsLines)
        {
            lines = Utf8Content.Open(file);
            return;
        }
        using var content = Utf8Content.Open(file);
        document = content.ReadAll(file.Bytes, ResponseFile.LargestDocument) ?? throw Changed(file);
    }

    private ReadOnlyMemory<byte> Slice(FoundBody body) => body.Offset + body.Length <= document.Length
        ? document.AsMemory((int)body.Offset, (int)body.Length)
        : throw Changed(file!);

    private ReadOnlyMemory<byte> ReadOn(FoundBody body)
    {
        var skip = new byte[4096];
        for (var left = body.Offset - position; left > 0;)
        {
            var read = lines!.Stream.Read(skip, 0, (int)Math.Min(left, skip.Length));
            left -= read > 0 ? read : throw Changed(file!);
        }
        var bytes = new byte[body.Length];
        if (lines!.Stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw Changed(file!);
        return bytes;
    }

    private static ImportException Changed(InputFile file) =>
        new($"'{file.Path}' changed while it was imported. Import again when nothing writes to it any more.");
}
