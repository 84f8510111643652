using System.Globalization;
using System.Text.Json.Nodes;
using Tracklake.Landing;
using Tracklake.Raw;
using Tracklake.Zones;

namespace Tracklake.Core.Tests.Landing;

/// <summary>
/// That a field feeds a column is declared once; here every field of every kind of body is changed, one by one, and
/// what changes in the landed tables is compared with what is declared, both ways.
/// </summary>
public sealed class FieldOriginsTests
{
    private const string Owner = "0wner";

    public static TheoryData<RawKind> Kinds => [.. Enum.GetValues<RawKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Changing_a_field_changes_exactly_the_columns_that_are_declared_to_take_it(RawKind kind)
    {
        var body = Body(kind);
        var leaves = Leaves(body).ToList();

        var landed = await LandAsync(kind, [body, .. leaves.Select(l => Changed(body, l.Change))], Owner);

        foreach (var ((path, _), after) in leaves.Zip(landed.Skip(1)))
            Assert.Equal(Declared(kind, path, isFallback: false), Differing(landed[0], after).Select(c => $"{path} feeds {c}"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Where_the_fields_before_are_not_there_the_fallbacks_feed_the_column(RawKind kind)
    {
        var body = Body(kind);
        Without(body, "id");
        var leaves = Leaves(body).Where(l => Declared(kind, l.Path, isFallback: true).Count > 0 && !IsName(l.Path)).ToList();
        var bare = (JsonObject)body.DeepClone();
        // The name stands for a credited artist only where there is no URI either.
        Without(bare, "uri", below: "artists");
        var names = kind == RawKind.Search
            ? []
            : Leaves(bare).Where(l => Declared(kind, l.Path, isFallback: true).Count > 0 && IsName(l.Path)).ToList();

        var landed = await LandAsync(kind, [body, .. leaves.Select(l => Changed(body, l.Change))], subject: null);
        var landedBare = names.Count == 0 ? [] : await LandAsync(kind, [bare, .. names.Select(l => Changed(bare, l.Change))], subject: null);

        foreach (var ((path, _), after) in leaves.Zip(landed.Skip(1)))
            AssertFed(path, Differing(landed[0], after));
        foreach (var ((path, _), after) in names.Zip(landedBare.Skip(1)))
            AssertFed(path, Differing(landedBare[0], after));

        void AssertFed(string path, List<string> differing) => Assert.Subset(
            differing.Select(c => $"{path} feeds {c}").ToHashSet(), Declared(kind, path, isFallback: true).ToHashSet());
        static bool IsName(string path) => path.EndsWith("name", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_processed_column_has_an_origin()
    {
        foreach (var table in ProcessedTables.All)
            Assert.All(table.Columns, c => Assert.NotEmpty(FieldOrigins.Of(table, c.Name)));
    }

    private static List<string> Declared(RawKind kind, string path, bool isFallback) =>
    [
        .. ProcessedTables.All
            .SelectMany(t => FieldOrigins.Of(t).Select(o => (Table: t, Origin: o)))
            .Where(o => o.Origin.Kind == kind && o.Origin.IsFallback == isFallback && o.Origin.Path == path)
            .Select(o => $"{path} feeds {o.Table.Name}.{o.Origin.Column.Name}")
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The columns whose values are not the same; where bytes are does not count.</summary>
    private static List<string> Differing(Dictionary<string, string> before, Dictionary<string, string> after) =>
        [.. before.Keys.Union(after.Keys).Where(c => before.GetValueOrDefault(c) != after.GetValueOrDefault(c)).Order(StringComparer.Ordinal)];

    private static JsonObject Changed(JsonObject body, Action<JsonObject> change)
    {
        var changed = (JsonObject)body.DeepClone();
        change(changed);
        return changed;
    }

    /// <summary>The values of every column that says what a record says, for each body, landed apart from the
    /// others.</summary>
    private static async Task<List<Dictionary<string, string>>> LandAsync(RawKind kind, IReadOnlyList<JsonObject> bodies, string? subject)
    {
        using var home = new LandingHome();
        var batch = await home.RawAsync(
            [.. bodies.Select(b => (IReadOnlyList<(RawEntry, byte[])>)[(LandingHome.Entry(kind, subject), LandingHome.Utf8(b.ToJsonString()))])]);
        var landed = await home.LandAsync(batch, new LandingOptions { ProcessedOnly = true });
        Assert.Empty(home.Rejections(landed));
        var values = batch.Parts.ToDictionary(p => p.Bodies, _ => new Dictionary<string, string>());
        var tables = ProcessedTables.All.Where(t => landed.Files.Any(f => f.Table == t.Name));
        var select = string.Join(" UNION ALL ", tables.SelectMany(t => t.Columns.Where(c => !c.IsProvenance).Select(c =>
            $"SELECT _source_object, '{t.Name}.{c.Name}', string_agg(COALESCE({c.Name}::VARCHAR, '~'), ';' ORDER BY _source_offset) "
            + $"FROM processed.{t.Name} GROUP BY ALL")));
        foreach (var row in home.Query(landed, select))
            values[(string)row[0]!].Add((string)row[1]!, (string)row[2]!);
        return [.. batch.Parts.Select(p => values[p.Bodies])];
    }

    private static JsonObject Body(RawKind kind)
    {
        JsonNode Album(string more = "", string id = "b1") => JsonNode.Parse(Some.Album(id, ",\"label\":\"L\",\"popularity\":33,"
            + "\"external_ids\":{\"upc\":\"0012\"}" + more))!;
        JsonNode Track() => JsonNode.Parse(Some.Track("t1", ",\"popularity\":44,\"external_ids\":{\"isrc\":\"QZ1\"}", Artist(false)))!;
        JsonNode Full() => JsonNode.Parse(Some.Track(
            "t1", $",\"popularity\":44,\"external_ids\":{{\"isrc\":\"QZ1\"}},\"album\":{Album().ToJsonString()}", Artist(true)))!;
        JsonNode Page(JsonNode item) => JsonNode.Parse(Some.Page(
            item.ToJsonString(), offset: 3, total: 9, next: "https://next", href: "https://api/v1/albums/h1/tracks?x=/artists/h2/albums"))!;
        static JsonObject Listed(string name, JsonNode item) => new() { [name] = new JsonArray(item) };

        return kind switch
        {
            RawKind.Artist => (JsonObject)Whole(),
            RawKind.Artists => Listed("artists", Whole()),
            RawKind.Album => (JsonObject)Album($",\"tracks\":{Page(Track()).ToJsonString()}"),
            RawKind.Albums => Listed("albums", Album($",\"tracks\":{Page(Track()).ToJsonString()}")),
            RawKind.ArtistAlbumsPage => (JsonObject)Page(Album()),
            RawKind.AlbumTracksPage => (JsonObject)Page(Track()),
            RawKind.Track or RawKind.TrackLines => (JsonObject)Full(),
            RawKind.Tracks or RawKind.TopTracks => Listed("tracks", Full()),
            RawKind.Search => new JsonObject { ["tracks"] = Page(Full()), ["artists"] = Page(Whole()), ["albums"] = Page(Album(id: "b2")) },
            RawKind.PlayLines => (JsonObject)JsonNode.Parse(
                """
                {"ts":"2024-03-01T18:22:07Z","ms_played":174674,"content_type":"track","uri":"spotify:track:t","title":"Neon",
                "creator":"Zoë","album":"Rivers","platform":"ios","country":"DE","reason_start":"trackdone","reason_end":"fwdbtn",
                "shuffle":false,"skipped":true,"offline":true,"incognito":false}
                """)!,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

        // The artist that a search was for is credited, so that the hit is ranked.
        static string Artist(bool isOwner) => Some.Artist(isOwner ? Owner : "a1", more: ",\"is_ambiguous\":false");
        static JsonNode Whole() => JsonNode.Parse(Some.Artist(
            "a9", more: ",\"popularity\":63,\"followers\":{\"total\":12345},\"genres\":[\"indie pop\"]"))!;
    }

    /// <summary>Every value of a body, as the path that declarations write, and how to change it to another of its
    /// type.</summary>
    private static IEnumerable<(string Path, Action<JsonObject> Change)> Leaves(JsonNode node, string path = "", Func<JsonNode, JsonNode>? reach = null)
    {
        reach ??= root => root;
        if (node is JsonObject item)
        {
            foreach (var name in item.Select(p => p.Key).ToList())
            {
                var inner = path.Length == 0 ? name : $"{path}.{name}";
                if (item[name] is JsonValue value)
                    yield return (inner, root => reach(root)[name] = Other(value, name));
                else if (item[name] is { } child)
                {
                    foreach (var leaf in Leaves(child, inner, root => reach(root)[name]!))
                        yield return leaf;
                }
            }
        }
        else if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                var at = i;
                if (list[at] is JsonValue value)
                    yield return (path + "[]", root => reach(root)[at] = Other(value, ""));
                else
                {
                    foreach (var leaf in Leaves(list[at]!, path + "[]", root => reach(root)[at]!))
                        yield return leaf;
                }
            }
        }
    }

    private static JsonNode? Other(JsonValue value, string name) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => false,
        System.Text.Json.JsonValueKind.False => true,
        System.Text.Json.JsonValueKind.Number => value.GetValue<System.Text.Json.JsonElement>().GetInt32() + 1,
        _ when name == "next" => null,
        _ when name == "ts" => "2024-03-02T18:22:07Z",
        _ when name == "href" => value.ToString().Replace("h1", "x1", StringComparison.Ordinal).Replace("h2", "x2", StringComparison.Ordinal),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}X"),
    };

    private static void Without(JsonNode node, string name, string? below = null, bool isBelow = false)
    {
        if (node is JsonObject item)
        {
            if (below is null || isBelow)
                item.Remove(name);
            foreach (var (key, child) in item.ToList())
            {
                if (child is not null)
                    Without(child, name, below, isBelow || key == below);
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var child in list.OfType<JsonNode>())
                Without(child, name, below, isBelow);
        }
    }
}
