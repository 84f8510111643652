using System.Text.Json;
using System.Text.RegularExpressions;
using Tracklake.Sources.Imports.Files;
using Tracklake.Sources.Imports.Responses;

namespace Tracklake.Sources.Imports.History;

/// <summary>Which generation of the export a file is of.</summary>
internal enum HistoryForm
{
    /// <summary>Not of a history.</summary>
    None,

    /// <summary>The extended history: times to the second, URIs.</summary>
    Extended,

    /// <summary>The short form of the last year: times to the minute, names only.</summary>
    Short,
}

/// <summary>Recognises the files of a streaming history, by their names or by what they hold.</summary>
internal static partial class HistoryFiles
{
    /// <summary>What is looked for, in words.</summary>
    public const string Wanted =
        "Streaming_History_Audio_*.json, Streaming_History_Video_*.json, endsong_*.json or StreamingHistory*.json";

    public static HistoryForm FormOf(InputFile file)
    {
        if (file.Extension != ".json")
            return HistoryForm.None;
        if (ExtendedName().IsMatch(file.Name))
            return HistoryForm.Extended;
        return ShortName().IsMatch(file.Name) ? HistoryForm.Short : FormInside(file);
    }

    /// <summary>Whether the name alone says so.</summary>
    public static bool IsNamedSo(InputFile file) => ExtendedName().IsMatch(file.Name) || ShortName().IsMatch(file.Name);

    // A renamed file is known by the fields of its first row.
    private static HistoryForm FormInside(InputFile file)
    {
        try
        {
            using var content = Utf8Content.Open(file);
            var start = new byte[8192];
            var count = content.Stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            var names = FirstNames(start.AsSpan(0, count));
            if (names.Contains("ts") && names.Contains("ms_played"))
                return HistoryForm.Extended;
            return names.Contains("endTime") && names.Contains("msPlayed") ? HistoryForm.Short : HistoryForm.None;
        }
        catch (Exception e) when (ResponseFile.IsUnreadable(e))
        {
            return HistoryForm.None;
        }
    }

    private static HashSet<string> FirstNames(ReadOnlySpan<byte> start)
    {
        var names = new HashSet<string>();
        var reader = new Utf8JsonReader(start, isFinalBlock: false, default);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                return names;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 2)
                    names.Add(reader.GetString()!);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What was read before the broken place says enough, or nothing.
        }
        return names;
    }

    [GeneratedRegex(
        @"^(Streaming_?History_(Audio|Video)(_.*)?|endsong(_?\d+)?( ?\(\d+\))?)\.json(\.gz)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex ExtendedName();

    [GeneratedRegex(
        @"^StreamingHistory(_?(music|podcast|audiobook)_?)?\d*( ?\(\d+\))?\.json(\.gz)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex ShortName();
}
