namespace Tracklake.Sources.Imports.Files;

/// <summary>A file that a user gave: on the disk or within a zip.</summary>
/// <param name="Path">Relative to what was given, '/'-separated; within a zip that lies in a folder it goes on behind
/// the zip's own name.</param>
/// <param name="Bytes">Its size as stored.</param>
/// <param name="Open">Opens it from its beginning; it can be opened again.</param>
internal sealed record InputFile(string Path, long Bytes, Func<Stream> Open)
{
    /// <summary>The path on the disk, for readers that need one; null within a zip.</summary>
    public string? Disk { get; init; }

    /// <summary>The file's own name.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The extension, lower case, with its dot; <c>.gz</c> is looked through.</summary>
    public string Extension
    {
        get
        {
            var name = Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Name[..^3] : Name;
            return System.IO.Path.GetExtension(name).ToLowerInvariant();
        }
    }

    /// <summary>The first bytes, as they are stored.</summary>
    public byte[] Peek(int count)
    {
        using var stream = Open();
        var buffer = new byte[count];
        return buffer[..stream.ReadAtLeast(buffer, count, throwOnEndOfStream: false)];
    }
}
