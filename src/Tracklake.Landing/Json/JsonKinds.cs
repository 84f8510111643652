using System.Text.Json;

namespace Tracklake.Landing.Json;

/// <summary>The kinds of JSON values in words, for reasons.</summary>
internal static class JsonKinds
{
    public static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };
}
