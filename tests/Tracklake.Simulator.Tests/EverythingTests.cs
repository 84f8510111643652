using System.Collections.Concurrent;
using System.Text.Json;
using Tracklake.Simulator.Faults;

namespace Tracklake.Simulator.Tests;

/// <summary>
/// All transient faults at once, against a client that is as simple as can be and still gets through.
/// </summary>
public sealed class EverythingTests
{
    private const int Attempts = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whoever_tries_three_times_and_steps_down_gets_the_whole_catalogue(int seed)
    {
        await using var server = await StartAsync(seed);
        using var client = new StubbornClient(server);
        foreach (var artist in server.Catalogue.FollowedArtistIds)
        {
            var truth = server.Catalogue.AlbumsOf(artist, Api.Today, ["album", "single"]);
            Assert.Equal(
                truth.Select(found => found.Album.Id),
                await client.WalkAsync($"artists/{artist}/albums?include_groups=album,single", 50));
            foreach (var (album, _) in truth)
                Assert.Equal(
                    album.Tracks.Select(t => t.Id), await client.WalkAsync($"albums/{album.Id}/tracks?market=", 50));
        }
        var faults = server.Counters.Faults;
        TestContext.Current.SendDiagnosticMessage($"{server.Counters.Requests} requests, {string.Join(", ", faults)}");
        FaultKind[] ending = [FaultKind.RateLimitLong, FaultKind.QuotaExceeded, FaultKind.PremiumRequired];
        Assert.Equal(Enum.GetValues<FaultKind>().Except(ending).Order(), faults.Keys.Order());
        Assert.True(server.Counters.TokensIssued > 1);
    }

    [Fact]
    public async Task The_same_requests_are_struck_whatever_the_order_and_however_many_at_once()
    {
        async Task<Dictionary<string, string>> OutcomesAsync(int workers, bool reversed)
        {
            var plan = FaultPlan.Everything(5);
            plan = plan with { Rules = [.. plan.Rules.Where(rule => rule.Count is null)] };
            await using var api = await Api.StartAsync(new SimulatorOptions { Faults = plan });
            var paths = api.Artists
                .SelectMany(id => new[] { $"artists/{id}", $"artists/{id}/albums?limit=50" }).ToList();
            if (reversed) paths.Reverse();
            var outcomes = new ConcurrentDictionary<string, string>();
            var options = new ParallelOptions { MaxDegreeOfParallelism = workers };
            await Parallel.ForEachAsync(paths, options, async (path, _) =>
            {
                for (var attempt = 1; attempt <= 2; attempt++)
                {
                    try
                    {
                        var (status, body) = await api.TryAsync(path);
                        outcomes[$"{path} {attempt}"] = $"{status} {body}";
                    }
                    catch (HttpRequestException)
                    {
                        outcomes[$"{path} {attempt}"] = "no answer";
                    }
                }
            });
            Assert.True(api.Server.Counters.TotalFaults > 5);
            return outcomes.OrderBy(o => o.Key, StringComparer.Ordinal).ToDictionary();
        }

        Assert.Equal(await OutcomesAsync(1, false), await OutcomesAsync(8, true));
    }

    [Fact]
    public async Task A_bound_on_the_faults_of_a_URL_holds_on_each_day()
    {
        await using var api = await Api.StartAsync(new SimulatorOptions
        {
            Faults = FaultPlan.Of(new FaultRule(FaultKind.ServerErrorHtml)) with { MaxPerUrl = 2 },
        });
        foreach (var day in new[] { Api.Today, Api.Today.AddDays(1) })
        {
            foreach (var expected in new[] { 502, 502, 200, 200 })
                Assert.Equal(expected, (await api.TryAsync($"artists/{api.Artists[0]}", day)).Status);
        }
        Assert.Equal(4, api.Server.Counters.TotalFaults);
    }

    [Fact]
    public async Task Another_attempt_has_another_chance()
    {
        await using var api = await Api.StartAsync(new SimulatorOptions
        {
            Faults = FaultPlan.Of(new FaultRule(FaultKind.ServerErrorEmpty) { Probability = 0.5 }),
        });
        var statuses = new List<int>();
        for (var i = 0; i < 40; i++) statuses.Add((await api.TryAsync($"artists/{api.Artists[0]}")).Status);
        Assert.InRange(statuses.Count(status => status == 503), 8, 32);
    }

    [Fact]
    public async Task Another_seed_strikes_other_requests()
    {
        async Task<string> StatusesAsync(int seed)
        {
            await using var api = await Api.StartAsync(new SimulatorOptions
            {
                Faults = new FaultPlan { Seed = seed, Rules = [new(FaultKind.ServerErrorEmpty) { Probability = 0.5 }] },
            });
            var statuses = new List<int>();
            foreach (var id in api.Artists) statuses.Add((await api.TryAsync($"artists/{id}")).Status);
            Assert.InRange(statuses.Count(status => status == 503), 5, 25);
            return string.Join(' ', statuses);
        }

        Assert.Equal(await StatusesAsync(1), await StatusesAsync(1));
        Assert.NotEqual(await StatusesAsync(1), await StatusesAsync(2));
    }

    private static Task<SimulatorServer> StartAsync(int seed) => SimulatorServer.StartAsync(
        new() { Faults = FaultPlan.Everything(seed) }, Api.Stop);

    private sealed class StubbornClient(SimulatorServer server) : IDisposable
    {
        private readonly HttpClient _http = new();
        private string? _token;

        public void Dispose() => _http.Dispose();

        public async Task<List<string>> WalkAsync(string path, int limit)
        {
            var ids = new List<string>();
            for (var offset = 0; ;)
            {
                var (status, page) = await GetAsync($"{path}&offset={offset}&limit={limit}");
                if (status == 400)
                {
                    limit = 10;
                    continue;
                }
                var items = page.List("items").Where(i => i.ValueKind != JsonValueKind.Null).ToList();
                ids.AddRange(items.Select(item => item.Id()));
                if (items.Count == 0 || page.GetProperty("next").ValueKind == JsonValueKind.Null) return ids;
                offset += limit;
            }
        }

        private async Task<(int Status, JsonElement Body)> GetAsync(string path)
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                _token ??= await TokenAsync();
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.ApiBase, path));
                    request.Headers.Authorization = new("Bearer", _token);
                    request.Headers.Add(SimulatorOptions.DateHeader, Api.Today.ToString("yyyy-MM-dd"));
                    using var response = await _http.SendAsync(request, Api.Stop);
                    var status = (int)response.StatusCode;
                    if (status is 200 or 400)
                        return (status, SharedData.Parse(await response.Content.ReadAsStringAsync(Api.Stop)));
                    if (status == 401) _token = null;
                }
                catch (HttpRequestException)
                {
                    // Cut or reset: asked again.
                }
            }
            throw new InvalidOperationException($"{path}: no right answer in {Attempts} attempts");
        }

        private async Task<string?> TokenAsync()
        {
            using var form = new FormUrlEncodedContent(
            [
                new("grant_type", "client_credentials"), new("client_id", server.Options.ClientId),
                new("client_secret", server.Options.ClientSecret),
            ]);
            using var response = await _http.PostAsync(server.TokenEndpoint, form, Api.Stop);
            if (!response.IsSuccessStatusCode) return null;
            return SharedData.Parse(await response.Content.ReadAsStringAsync(Api.Stop))
                .Text("access_token");
        }
    }
}
