using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracklake.Simulator.Access;
using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Faults;

namespace Tracklake.Simulator.Http;

/// <summary>Answers requests: authentication, then faults, then the endpoint.</summary>
internal sealed class ApiApplication(
    SimulatorOptions options, SimulatedCatalogue catalogue, SimulatorCounters counters, Func<string> linkBase)
    : IHttpApplication<IFeatureCollection>
{
    private readonly TokenIssuer _tokens = new(options, counters);
    private readonly FaultInjector _faults = new(options.Faults, counters);
    private readonly RetryAfterWatch _watch = new(options.Clock, counters);

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var http = new DefaultHttpContext(context);
        try
        {
            var now = SimulatedDay.TimeOf(http.Request, options.Clock);
            await AnswerAsync(http, now);
        }
        catch (ApiProblem problem)
        {
            await ResponseSender.SendAsync(http, ApiResponse.Of(problem), options.Clock.GetUtcNow(), counters);
        }
    }

    private async Task AnswerAsync(HttpContext http, DateTimeOffset now)
    {
        var path = http.Request.Path.Value ?? "";
        var isToken = path == "/api/token";
        var relative = isToken ? "api/token" : path.StartsWith("/v1/", StringComparison.Ordinal) ? path[4..] : null;
        var route = relative is null || isToken ? null : Router.Find(relative);
        var endpoint = isToken ? "api/token" : route?.Name ?? "unknown";
        counters.CountRequest(endpoint);

        var refusal = isToken ? null : _tokens.Reject(http.Request.Headers.Authorization.ToString());
        var decision = refusal is null && relative is not null
            ? _faults.Decide(Describe(http.Request, relative, endpoint, route, now))
            : FaultDecision.Nothing;
        if (!isToken) _watch.Request();
        if (decision.Delay > TimeSpan.Zero) await Task.Delay(decision.Delay, http.RequestAborted);

        ApiResponse response;
        if (decision.Instead is { Kind: not FaultKind.TruncatedBody } fault)
        {
            if (fault.Kind == FaultKind.TokenRevoked) _tokens.Revoke(http.Request.Headers.Authorization.ToString());
            if (fault.Kind == FaultKind.ConnectionReset)
            {
                ResponseSender.Reset(http);
                return;
            }
            response = FaultResponses.Of(fault.Kind, decision.RetryAfter, new AccessRules(options.Profile, DayOf(now)));
            _watch.Answered(response.RetryAfter);
        }
        else
        {
            response = refusal is not null ? ApiResponse.Of(refusal)
                : isToken ? await _tokens.IssueAsync(http.Request)
                : Call(http.Request, route, now, decision.Page);
        }
        await ResponseSender.SendAsync(
            http, response, now, counters, truncate: decision.Instead?.Kind == FaultKind.TruncatedBody);
    }

    private ApiResponse Call(HttpRequest request, Route? route, DateTimeOffset now, PageFaults page)
    {
        if (route is null) throw new ApiProblem(StatusCodes.Status404NotFound, "Service not found");
        if (!HttpMethods.IsGet(request.Method)) return ApiResponse.Empty(StatusCodes.Status405MethodNotAllowed);
        var rules = new AccessRules(options.Profile, DayOf(now));
        if (route.Requires?.Invoke(rules) is { } refusal) throw refusal;
        var call = new ApiCall(catalogue, rules, request.Query, linkBase(), page, counters);
        return ApiResponse.Json(StatusCodes.Status200OK, json => route.Handle(call, json)) with
        {
            CacheControl = route.MaxAge > 0
                ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={route.MaxAge}")
                : "private, max-age=0",
        };
    }

    private static FaultRequest Describe(
        HttpRequest request, string path, string endpoint, Route? route, DateTimeOffset now)
    {
        // Links to further pages name the search text differently, and name defaults that the first request left out.
        var list = route is not { IsList: true } ? null : $"{path}?{request.Query["q"]}{request.Query["query"]}";
        return new(path, endpoint, request.QueryString.Value ?? "", list, Limit(request), now);
    }

    private static int? Limit(HttpRequest request) =>
        int.TryParse(request.Query["limit"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : null;

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
