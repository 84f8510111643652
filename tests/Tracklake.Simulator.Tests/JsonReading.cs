using System.Text.Json;

namespace Tracklake.Simulator.Tests;

/// <summary>Short ways to read what a test looks at.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static int Int(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static List<JsonElement> List(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray()];

    public static string Id(this JsonElement element) => element.Text("id")!;
}
