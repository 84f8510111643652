using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tracklake.Raw;
using Tracklake.Sources;
using Tracklake.Sources.Spotify;
using Tracklake.Storage;

namespace Tracklake.Core.Tests.Spotify;

/// <summary>
/// A Web API over real HTTP that says what a test tells it: for what the simulator, which is well-behaved, never says.
/// It knows one artist with one album of one track; a test changes answers.
/// </summary>
internal sealed class ScriptedApi : IAsyncDisposable
{
    public const string Artist = "0aAAAAAAAAAAAAAAAAAAAA";
    public const string Album = "1bBBBBBBBBBBBBBBBBBBBB";
    public const string Track = "2cCCCCCCCCCCCCCCCCCCCC";

    private readonly string home = Directory.CreateTempSubdirectory("tracklake-scripted-").FullName;
    private readonly HttpListener listener;
    private readonly Task serving;
    private readonly Dictionary<string, Answer> answers = [];

    public ScriptedApi()
    {
        (listener, Port) = Listen();
        serving = ServeAsync();
        Raw = new RawZone(new FolderObjectStore(Path.Combine(home, "store")));
        Say("artists?", $$"""{"artists":[{"id":"{{Artist}}","name":"Zoë","popularity":63}]}""");
        Say("artists/0a/albums", Page(0, 50, 1, null, $$"""{"id":"{{Album}}","name":"Neon"}"""));
        Say("albums?", "{\"albums\":[" + FullAlbum(Page(0, 50, 1, null, TrackRef)) + "]}");
        Say("tracks?", $$"""{"tracks":[{"id":"{{Track}}","popularity":1,"external_ids":{"isrc":"QZ1"} }]}""");
        Say("artists/0a/top-tracks", """{"tracks":[]}""");
    }

    public static string TrackRef => $$"""{"id":"{{Track}}","name":"River"}""";

    public static string FullAlbum(string tracks) =>
        $$"""{"id":"{{Album}}","name":"Neon","tracks":""" + tracks + "}";

    public int Port { get; }

    public RawZone Raw { get; }

    public WaitedClock Clock { get; } = new(new DateTimeOffset(2026, 11, 9, 22, 0, 0, TimeSpan.Zero));

    /// <summary>Paths and queries that were asked, tokens left out.</summary>
    public List<string> Asked { get; } = [];

    public string ExtractFolder => Path.Combine(home, "state", "extract", "spotify");

    public static string Page(int offset, int limit, int total, string? next, params string[] items)
    {
        var link = next is null ? "null" : $"\"{next}\"";
        var start = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"limit":{{limit}},"offset":{{offset}},"total":{{total}},"next":{{link}},"items":[""");
        return start + string.Join(',', items) + "]}";
    }

    /// <summary>The answer to requests that begin so; ids may be shortened to their first two characters.</summary>
    public void Say(string path, string body, int status = 200, params (string Name, string Value)[] headers) =>
        answers[path] = new Answer(status, body, headers);

    public SpotifySource NewSource(bool simulatedDates = false) => new(
        new SpotifySourceOptions
        {
            Name = "spotify",
            ApiBase = new Uri($"http://127.0.0.1:{Port}/v1/"),
            TokenEndpoint = new Uri($"http://127.0.0.1:{Port}/api/token"),
            ClientId = "id",
            ClientSecret = "secret",
            Artists = [Artist],
            RequestTimeout = TimeSpan.FromHours(1),
            SimulatedDates = simulatedDates,
        },
        Raw, Path.Combine(home, "state"), Clock);

    public async Task<Extraction> ExtractAsync(DateOnly? day = null)
    {
        using var source = NewSource();
        var today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        var extraction = source.ExtractAsync(day ?? today, null, TestContext.Current.CancellationToken);
        while (!extraction.IsCompleted)
        {
            await Task.WhenAny(extraction, Task.Delay(2, CancellationToken.None));
            if (Clock.IsAwaited)
                Clock.Advance(TimeSpan.FromSeconds(1));
        }
        return await extraction;
    }

    public async Task<RawBatch> ExtractedAsync() => Assert.IsType<Extracted>(await ExtractAsync()).Batch;

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        listener.Close();
        Directory.Delete(home, recursive: true);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                Respond(await listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Respond(HttpListenerContext context)
    {
        var path = context.Request.RawUrl!;
        var answer = path == "/api/token"
            ? new Answer(200, """{"access_token":"BQDscripted","token_type":"Bearer","expires_in":3600}""", [])
            : Find(path["/v1/".Length..]);
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        var body = Encoding.UTF8.GetBytes(answer.Body);
        context.Response.ContentLength64 = body.Length;
        context.Response.OutputStream.Write(body);
        context.Response.Close();
    }

    private Answer Find(string path)
    {
        lock (Asked)
            Asked.Add(path);
        var plain = path.Replace(Artist, "0a", StringComparison.Ordinal).Replace(Album, "1b", StringComparison.Ordinal)
            .Replace(Track, "2c", StringComparison.Ordinal);
        return answers.Where(a => plain.StartsWith(a.Key, StringComparison.Ordinal))
            .OrderByDescending(a => a.Key.Length).Select(a => a.Value).FirstOrDefault()
            ?? new Answer(404, """{"error":{"status":404,"message":"Resource not found"}}""", []);
    }

    // HttpListener cannot choose a port itself, and a port that was free may be taken by the time it is asked for.
    private static (HttpListener, int) Listen()
    {
        while (true)
        {
            var port = FreePort();
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private sealed record Answer(int Status, string Body, (string Name, string Value)[] Headers);
}
