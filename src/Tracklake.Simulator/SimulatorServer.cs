using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Http;

namespace Tracklake.Simulator;

/// <summary>
/// A simulated Spotify Web API: a real HTTP server on this machine, with its own catalogue of invented artists. It
/// knows nothing of those who call it.
/// </summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly KestrelServer _kestrel;
    private string _linkBase = "";

    private SimulatorServer(SimulatorOptions options)
    {
        Options = options;
        Catalogue = new SimulatedCatalogue(options.Seed, options.Catalogue);
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Listen(IPAddress.Loopback, options.Port);
        var transport = new SocketTransportFactory(
            Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        _kestrel = new KestrelServer(
            Microsoft.Extensions.Options.Options.Create(kestrel), transport, NullLoggerFactory.Instance);
    }

    /// <summary>What the server was started with.</summary>
    public SimulatorOptions Options { get; }

    /// <summary>The truth that it serves.</summary>
    public SimulatedCatalogue Catalogue { get; }

    /// <summary>What it has been asked, and the faults that it injected.</summary>
    public SimulatorCounters Counters { get; } = new();

    /// <summary>The base address of the API; ends with <c>/v1/</c>.</summary>
    public Uri ApiBase { get; private set; } = null!;

    /// <summary>The address that issues tokens; ends with <c>/api/token</c>.</summary>
    public Uri TokenEndpoint { get; private set; } = null!;

    /// <summary>Starts a server on 127.0.0.1; it serves until disposed of.</summary>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        var server = new SimulatorServer(options);
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops serving; connections that are still busy are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _kestrel.StopAsync(atOnce.Token);
        _kestrel.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var application = new ApiApplication(Options, Catalogue, Counters, () => _linkBase);
        await _kestrel.StartAsync(application, cancellationToken);
        var root = new Uri(_kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        ApiBase = new Uri(root, "/v1/");
        TokenEndpoint = new Uri(root, "/api/token");
        _linkBase = (Options.LinkBase ?? ApiBase).AbsoluteUri;
    }
}
