namespace Tracklake.Sources.Spotify;

/// <summary>Replaces a small file of state, so that a reader after a kill finds the old content or the new.</summary>
internal static class AtomicFile
{
    public static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var aside = $"{path}.{Environment.ProcessId}.aside";
        await File.WriteAllBytesAsync(aside, content, cancellationToken).ConfigureAwait(false);
        File.Move(aside, path, overwrite: true);
    }
}
