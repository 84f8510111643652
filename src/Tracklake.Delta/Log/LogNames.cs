using System.Globalization;

namespace Tracklake.Delta;

/// <summary>What a file of the log is, by its name (protocol: Delta Log Entries, Checkpoint Naming Scheme).</summary>
internal enum LogFileKind
{
    Commit,
    ClassicCheckpoint,
    MultiPartCheckpoint,
    V2Checkpoint,
    Compacted,
    Checksum,
}

/// <summary>A file of the log. <c>Part</c> and <c>Parts</c> count from 1; <c>To</c> is a compaction's last version.</summary>
internal readonly record struct LogFile(LogFileKind Kind, string Name, long Version, int Part, int Parts, long To)
{
    public bool IsCheckpoint =>
        Kind is LogFileKind.ClassicCheckpoint or LogFileKind.MultiPartCheckpoint or LogFileKind.V2Checkpoint;
}

internal static class LogNames
{
    public const string Folder = "_delta_log";
    public const string LastCheckpoint = "_last_checkpoint";
    private const int Digits = 20;

    public static string Commit(long version) => $"{Version(version)}.json";

    public static string Checkpoint(long version) => $"{Version(version)}.checkpoint.parquet";

    public static string Checksum(long version) => $"{Version(version)}.crc";

    public static string Version(long version) => version.ToString("D20", CultureInfo.InvariantCulture);

    /// <summary>The version that a name starts with, without allocating: folders of logs are long.</summary>
    public static long? LeadingVersion(ReadOnlySpan<char> name) =>
        name.Length > Digits && name[Digits] == '.' && Number(name[..Digits], out var version) ? version : null;

    public static LogFile? Parse(string name)
    {
        if (LeadingVersion(name) is not { } version) return null;
        var parts = name[(Digits + 1)..].Split('.');
        return parts switch
        {
            ["json"] => new LogFile(LogFileKind.Commit, name, version, 0, 0, version),
            ["crc"] => new LogFile(LogFileKind.Checksum, name, version, 0, 0, version),
            ["checkpoint", "parquet"] => new LogFile(LogFileKind.ClassicCheckpoint, name, version, 1, 1, version),
            [var to, "compacted", "json"] when Number(to, out var last) && last > version =>
                new LogFile(LogFileKind.Compacted, name, version, 0, 0, last),
            ["checkpoint", var part, var of, "parquet"] when part.Length == 10 && of.Length == 10
                && Number(part, out var p) && Number(of, out var n) && p >= 1 && p <= n && n <= 100_000 =>
                new LogFile(LogFileKind.MultiPartCheckpoint, name, version, (int)p, (int)n, version),
            ["checkpoint", var id, "parquet" or "json"] when Guid.TryParseExact(id, "D", out _) =>
                new LogFile(LogFileKind.V2Checkpoint, name, version, 1, 1, version),
            _ => null,
        };
    }

    private static bool Number(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
