using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Faults;

namespace Tracklake.Simulator;

/// <summary>
/// How the simulated API behaves. The defaults serve a small catalogue, without faults, to an extended app.
/// </summary>
public sealed record SimulatorOptions
{
    /// <summary>The name of the request header that asks the API "as of" a day, as <c>yyyy-MM-dd</c>.</summary>
    public const string DateHeader = "X-Simulated-Date";

    /// <summary>Decides the whole catalogue and its movements: same seed, same bytes.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The kind of app that its callers are taken for.</summary>
    public AccessProfile Profile { get; init; } = AccessProfile.Extended;

    /// <summary>
    /// The server's clock: when tokens expire, and which day is served to requests that carry no
    /// <see cref="DateHeader"/>.
    /// </summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How large the catalogue is.</summary>
    public CatalogueOptions Catalogue { get; init; } = new();

    /// <summary>The client id that the token endpoint accepts.</summary>
    public string ClientId { get; init; } = "simulated-client";

    /// <summary>The client secret that the token endpoint accepts.</summary>
    public string ClientSecret { get; init; } = "simulated-secret";

    /// <summary>How long an access token lives; Spotify's live an hour.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The faults to inject.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// What <c>href</c>, <c>next</c> and <c>previous</c> begin with. It is Spotify's own address by default, so that a
    /// response is the same bytes whatever port the server got; a client follows such a link by its path and query on
    /// its own base address. Null makes links begin with the server's own address, for browsing by hand.
    /// </summary>
    public Uri? LinkBase { get; init; } = new("https://api.spotify.com/v1/");

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(TokenLifetime, TimeSpan.FromSeconds(1));
        ArgumentException.ThrowIfNullOrEmpty(ClientId);
        ArgumentException.ThrowIfNullOrEmpty(ClientSecret);
        if (LinkBase is { } link && !link.AbsoluteUri.EndsWith('/'))
            throw new ArgumentException("LinkBase must end with '/', as https://api.spotify.com/v1/ does.");
        Catalogue.Validate();
    }
}
