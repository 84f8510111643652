using Tracklake.Raw;
using Tracklake.Sources.Imports.Files;

namespace Tracklake.Sources.Imports;

/// <summary>Files with their hashes, those of the same bytes once.</summary>
internal sealed class DistinctFiles
{
    private readonly Dictionary<string, InputFile> byHash = [];

    /// <summary>One file of each content, in order of path.</summary>
    public List<InputFile> Files { get; } = [];

    /// <summary>The others: their paths, and the path of the file with the same bytes.</summary>
    public List<(string Path, string Same)> Twins { get; } = [];

    /// <summary>Files that cannot be read or hold nothing.</summary>
    public List<Rejection> Rejections { get; } = [];

    public IEnumerable<string> Hashes => byHash.Keys;

    public static DistinctFiles Of(IEnumerable<InputFile> files, CancellationToken cancellationToken)
    {
        var distinct = new DistinctFiles();
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            distinct.Add(file);
        }
        return distinct;
    }

    private void Add(InputFile file)
    {
        if (file.Bytes == 0)
        {
            Rejections.Add(new Rejection(file.Path, 0, 0, "empty-file", "The file is empty."));
            return;
        }
        try
        {
            var hash = ContentName.Hash(file);
            if (byHash.TryAdd(hash, file))
                Files.Add(file);
            else
                Twins.Add((file.Path, byHash[hash].Path));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Rejections.Add(new Rejection(
                file.Path, 0, file.Bytes, "unreadable", $"The file cannot be read: {e.Message}"));
        }
    }
}
