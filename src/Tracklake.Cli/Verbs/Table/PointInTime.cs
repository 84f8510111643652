using System.CommandLine;
using System.Globalization;
using Tracklake.Delta;

namespace Tracklake.Cli.Verbs.Table;

/// <summary>The options that say which version of a table is meant: by number or by time.</summary>
internal sealed class PointInTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    private readonly Option<long?> _version = new("--version") { Description = "The version, as 'table history' counts them." };

    private readonly Option<string?> _timestamp = new("--timestamp")
    {
        Description = "The newest version of this time or before it: 2026-11-22T18:30:00Z; UTC where no zone is said.",
    };

    /// <summary>Adds the options to a command.</summary>
    public PointInTime AddTo(Command command)
    {
        command.Options.Add(_version);
        command.Options.Add(_timestamp);
        return this;
    }

    /// <summary>The version that is asked for; null when none is.</summary>
    /// <exception cref="UserException">Both are said, or the time is none.</exception>
    public DeltaSnapshot? Open(DeltaTable table, ParseResult parsed)
    {
        var version = parsed.GetValue(_version);
        var timestamp = parsed.GetValue(_timestamp);
        if (version is not null && timestamp is not null)
            throw new UserException("Say --version or --timestamp, not both.");
        return timestamp is null ? version is null ? null : table.Open(version) : table.OpenAt(TimeOf(timestamp));
    }

    private static DateTimeOffset TimeOf(string text) =>
        DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw new UserException($"--timestamp must be a time such as 2026-11-22T18:30:00Z, not '{text}'.");
}
