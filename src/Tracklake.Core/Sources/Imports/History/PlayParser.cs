using System.Buffers;
using System.Text.Json;

namespace Tracklake.Sources.Imports.History;

/// <summary>
/// Reads a row of an export. Only fields that are named here are ever looked at: everything else, the personal fields
/// among it, is skipped before it is decoded. Reasons never repeat a value.
/// </summary>
internal sealed class PlayParser(StringPool pool, long latest)
{
    private const int LongestPlayMs = 24 * 60 * 60 * 1000;

    private static readonly string[] UriStarts =
    [
        "spotify:track:", "spotify:episode:", "spotify:local:", "spotify:chapter:", "spotify:audiobook:", "spotify:show:",
    ];

    private static readonly SearchValues<char> ReasonLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-_");

    private char[] text = new char[1024];

    /// <summary>The short name of the reason for which the last row was refused, and the reason.</summary>
    public (string Code, string Reason) Fault { get; private set; }

    public bool TryParse(ReadOnlySpan<byte> row, out Play play)
    {
        play = default;
        try
        {
            return TryFields(row, out var fields) && TryPlay(fields, out play);
        }
        catch (JsonException)
        {
            return Refuse("malformed-json", "The row is not JSON.");
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader throws for text that is not UTF-8, or half of a pair of escapes.
            return Refuse("bad-encoding", "The row has text that is not valid Unicode.");
        }
    }

    private bool TryFields(ReadOnlySpan<byte> row, out RowFields fields)
    {
        fields = default;
        var reader = new Utf8JsonReader(row);
        reader.Read();
        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = PlayFields.Of(ref reader);
            reader.Read();
            if (field == PlayField.None)
            {
                reader.Skip();
                continue;
            }
            if ((seen & 1u << (int)field) != 0)
                return Refuse("duplicate-key", $"The field '{PlayFields.NameOf(field)}' occurs twice in the row.");
            seen |= 1u << (int)field;
            if (!TrySet(ref fields, field, ref reader))
                return Refuse("wrong-type",
                    $"The field '{PlayFields.NameOf(field)}' is of the wrong type: {reader.TokenType}.");
        }
        return true;
    }

    private bool TrySet(ref RowFields fields, PlayField field, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return true;
        switch (field)
        {
            case PlayField.Ts or PlayField.EndTime:
                fields.HasTime = reader.TokenType == JsonTokenType.String;
                fields.Time = fields.HasTime ? PlayTime.Parse(Text(ref reader)) : null;
                return fields.HasTime;
            case PlayField.MsPlayed or PlayField.MsPlayedShort:
                fields.Ms = Whole(ref reader);
                return fields.Ms is not null;
            case PlayField.OfflineTimestamp:
                var offline = Whole(ref reader);
                fields.Play.OfflineAt = PlayTime.Offline(offline ?? 0, latest);
                return offline is not null;
            case PlayField.Shuffle:
                return TrySay(ref reader, out fields.Play.Shuffle);
            case PlayField.Skipped:
                return TrySay(ref reader, out fields.Play.Skipped);
            case PlayField.Offline:
                return TrySay(ref reader, out fields.Play.Offline);
            case PlayField.Incognito:
                return TrySay(ref reader, out fields.Play.Incognito);
            default:
                return reader.TokenType == JsonTokenType.String && SetText(ref fields, field, Text(ref reader));
        }
    }

    private bool SetText(ref RowFields fields, PlayField field, ReadOnlySpan<char> value)
    {
        switch (field)
        {
            case PlayField.Platform:
                fields.Play.Platform = PlatformFamily.Of(value);
                break;
            case PlayField.Country:
                fields.Play.Country = IsCountry(value) ? pool.Add(value) : 0;
                break;
            case PlayField.ReasonStart:
                fields.Play.ReasonStart = IsReason(value) ? pool.Add(value) : 0;
                break;
            case PlayField.ReasonEnd:
                fields.Play.ReasonEnd = IsReason(value) ? pool.Add(value) : 0;
                break;
            default:
                var isNothing = value.IsEmpty || PlayFields.IsUri(field) && !IsUri(value);
                fields.Texts[(int)field] = isNothing ? 0 : pool.Add(value);
                break;
        }
        return true;
    }

    private bool TryPlay(in RowFields fields, out Play play)
    {
        play = fields.Play;
        if (!fields.HasTime)
            return Refuse("missing-time", "The row does not say when it was played ('ts').");
        if (fields.Time is not { } time)
            return Refuse("bad-time", "The time of the play ('ts') is not a time.");
        if (time < PlayTime.First)
            return Refuse("time-out-of-range", "The play is from before 2006, when there was no Spotify.");
        if (time > latest)
            return Refuse("time-out-of-range", "The play is from the future.");
        if (fields.Ms is not { } ms)
            return Refuse("missing-duration", "The row does not say how long it was played ('ms_played').");
        if (ms is < 0 or > LongestPlayMs)
            return Refuse("duration-out-of-range", "The play lasted less than nothing or more than a day "
                + "('ms_played').");
        play.EndedAt = time;
        play.MsPlayed = (int)ms;
        fields.SetContent(ref play);
        return true;
    }

    private ReadOnlySpan<char> Text(ref Utf8JsonReader reader)
    {
        if (text.Length < reader.ValueSpan.Length)
            text = new char[reader.ValueSpan.Length];
        return text.AsSpan(0, reader.CopyString(text));
    }

    private static long? Whole(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number)
            return null;
        if (reader.TryGetInt64(out var whole))
            return whole;
        return reader.TryGetDouble(out var number) && Math.Abs(number) < 1e15 && number == Math.Floor(number)
            ? (long)number
            : null;
    }

    private static bool TrySay(ref Utf8JsonReader reader, out Said said)
    {
        said = reader.TokenType switch
        {
            JsonTokenType.True => Said.Yes,
            JsonTokenType.False => Said.No,
            JsonTokenType.Number when reader.TryGetInt32(out var number) && number is 0 or 1 =>
                reader.ValueSpan is [(byte)'1'] ? Said.Yes : Said.No,
            _ => Said.Nothing,
        };
        return said != Said.Nothing;
    }

    private static bool IsCountry(ReadOnlySpan<char> value) =>
        value is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] and not "ZZ";

    // Free text where a word is expected could hold anything.
    private static bool IsReason(ReadOnlySpan<char> value) =>
        value.Length is > 0 and <= 40 && !value.ContainsAnyExcept(ReasonLetters);

    private static bool IsUri(ReadOnlySpan<char> value)
    {
        foreach (var start in UriStarts)
        {
            if (value.StartsWith(start, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private bool Refuse(string code, string reason)
    {
        Fault = (code, reason);
        return false;
    }
}
