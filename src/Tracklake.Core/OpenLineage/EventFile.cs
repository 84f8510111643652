namespace Tracklake.OpenLineage;

/// <summary>
/// A file of events, one JSON object a line, only ever added to; by one process at a time. A line that a killed process
/// left unfinished is taken away before the next is added.
/// </summary>
/// <param name="path">The file; made when there is none.</param>
public sealed class EventFile(string path) : IEventSink
{
    private const int Step = 1 << 12;

    /// <inheritdoc/>
    public async Task DeliverAsync(IReadOnlyList<byte[]> events, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            await using var _ = file.ConfigureAwait(false);
            file.SetLength(EndOfLines(file));
            file.Position = file.Length;
            foreach (var line in events)
            {
                await file.WriteAsync(line, cancellationToken).ConfigureAwait(false);
                file.WriteByte((byte)'\n');
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The file '{path}' cannot be written: {e.Message}", e);
        }
    }

    /// <summary>The length of the file up to the end of its last finished line.</summary>
    private static long EndOfLines(FileStream file)
    {
        var buffer = new byte[Step];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - Step);
            var bytes = buffer.AsSpan(0, (int)(end - start));
            file.Position = start;
            file.ReadExactly(bytes);
            if (bytes.LastIndexOf((byte)'\n') is >= 0 and var feed)
                return start + feed + 1;
            end = start;
        }
        return 0;
    }
}
