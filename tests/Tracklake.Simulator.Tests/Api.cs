using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tracklake.Simulator.Catalogue;

namespace Tracklake.Simulator.Tests;

/// <summary>A started server and a plain HTTP client that has a token: what most tests begin with.</summary>
internal sealed class Api : IAsyncDisposable
{
    /// <summary>A day on which every change of the API has happened, and the default of requests here.</summary>
    public static readonly DateOnly Today = new(2026, 11, 20);

    private readonly HttpClient _http = new();

    private Api(SimulatorServer server) => Server = server;

    /// <summary>Ends whatever a test waits for when the test is cancelled.</summary>
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The groups of an artist's own albums.</summary>
    public static IReadOnlyCollection<string> Own { get; } = ["album", "single", "compilation"];

    public SimulatorServer Server { get; }

    public SimulatedCatalogue Catalogue => Server.Catalogue;

    /// <summary>The ids of the followed artists.</summary>
    public IReadOnlyList<string> Artists => Catalogue.FollowedArtistIds;

    public HttpClient Http => _http;

    public string Token { get; set; } = "";

    public static async Task<Api> StartAsync(SimulatorOptions? options = null)
    {
        var server = await SimulatorServer.StartAsync(options ?? new(), Stop);
        var api = new Api(server);
        api.Token = await api.NewTokenAsync();
        return api;
    }

    public static Task<Api> StartAsync(AccessProfile profile) => StartAsync(new SimulatorOptions { Profile = profile });

    public async Task<string> NewTokenAsync()
    {
        using var response = await TokenAsync(Server.Options.ClientId, Server.Options.ClientSecret);
        response.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop));
        return body.RootElement.Text("access_token")!;
    }

    public async Task<HttpResponseMessage> TokenAsync(string id, string secret, string grant = "client_credentials")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Server.TokenEndpoint);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"));
        request.Headers.Authorization = new("Basic", basic);
        request.Content = new FormUrlEncodedContent([new("grant_type", grant)]);
        return await _http.SendAsync(request, Stop);
    }

    /// <summary>Sends a request for a path below <c>/v1/</c> as of a day.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, DateOnly? day = null, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.ApiBase, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.Add(SimulatorOptions.DateHeader, (day ?? Today).ToString("yyyy-MM-dd"));
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return await _http.SendAsync(request, Stop);
    }

    /// <summary>The body of a request that must succeed.</summary>
    public async Task<JsonElement> GetAsync(string path, DateOnly? day = null)
    {
        using var response = await SendAsync(path, day);
        var body = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The status and body of a request, whatever they are.</summary>
    public async Task<(int Status, string Body)> TryAsync(string path, DateOnly? day = null)
    {
        using var response = await SendAsync(path, day);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>
    /// All entries of a list, following <c>next</c> by its path and query as long as pages have entries.
    /// </summary>
    public async Task<List<JsonElement>> WalkAsync(string path, DateOnly? day = null)
    {
        var items = new List<JsonElement>();
        for (var next = path; next is not null;)
        {
            var page = await GetAsync(next, day);
            items.AddRange(page.List("items"));
            next = page.Text("next") is { } link ? Relative(link) : null;
        }
        return items;
    }

    /// <summary>A link of a response, below this server's base.</summary>
    public static string Relative(string link) => new Uri(link).PathAndQuery["/v1/".Length..];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}
