namespace Tracklake.Raw;

/// <summary>How keys of the raw zone are made: <c>spotify/raw/SOURCE/BATCH/..</c>.</summary>
public static class RawKeys
{
    /// <summary>The zone's prefix.</summary>
    public const string Zone = "spotify/raw/";

    private const string ManifestName = "_batch.json";

    /// <summary>The prefix of a batch.</summary>
    public static string Batch(string source, string batch) => $"{Zone}{source}/{batch}/";

    /// <summary>The manifest of a batch; its being there means that the batch is complete.</summary>
    public static string Manifest(string source, string batch) => Batch(source, batch) + ManifestName;

    /// <summary>The bodies object of a part.</summary>
    /// <param name="source">The batch's source.</param>
    /// <param name="batch">The batch's name.</param>
    /// <param name="part">Counted from 0.</param>
    /// <param name="extension">With the compression: <c>json.gz</c>, <c>ndjson.gz</c>, <c>ndjson</c>, ..</param>
    public static string Bodies(string source, string batch, int part, string extension) =>
        $"{Batch(source, batch)}{part:D5}.{extension}";

    /// <summary>The index object of a part.</summary>
    public static string Index(string source, string batch, int part) =>
        $"{Batch(source, batch)}{part:D5}.index.ndjson";

    /// <summary>The batch that an object of the zone belongs to.</summary>
    public static BatchName BatchOf(string key) =>
        key.StartsWith(Zone, StringComparison.Ordinal) && key[Zone.Length..].Split('/') is [var source, var batch, ..]
            ? new BatchName(source, batch)
            : throw new FormatException($"'{key}' is no object of the raw zone.");

    /// <summary>Whether a key is that of a batch's manifest.</summary>
    public static bool IsManifest(string key) => key.EndsWith("/" + ManifestName, StringComparison.Ordinal);
}
