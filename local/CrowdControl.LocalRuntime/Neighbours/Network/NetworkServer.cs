using System.Net;
using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Faults;
using CrowdControl.LocalRuntime.Neighbours.Network.Feeds;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Pages;
using CrowdControl.LocalRuntime.Neighbours.Network.Views;
using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Neighbours.Network;

/// <summary>
/// The invented social network: speaks Bluesky's protocol as the real server and its AppView do together, keeps what was said
/// over restarts, shows it to the public, and misbehaves when a test tells it to.
/// </summary>
internal sealed class NetworkServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly NetworkLedger _ledger;

    private NetworkServer(WebApplication app, NetworkLedger ledger) => (_app, _ledger, Address) = (app, ledger, new Uri(app.Urls.First() + "/"));

    /// <summary>Where it answers, with a slash at the end.</summary>
    public Uri Address { get; }

    public static async Task<NetworkServer> Start(NetworkPlan plan, CancellationToken cancellation)
    {
        var ledger = NetworkLedger.Open(plan.Directory, plan.Clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, plan.Port);
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();

        var faults = new FaultScript();
        faults.Map(app);
        app.Use(faults.Misbehave);
        var tokens = new Tokens(plan.Directory, plan.Clock);
        new XrpcRouter(XrpcMethods.All(ledger, tokens), ledger, tokens, plan.RateLimits ? new RateLimits(plan.Clock) : null).Map(app);
        ImageRoutes.Map(app, ledger);
        FeedRoutes.Map(app);
        new PublicRoutes(ledger).Map(app);
        app.MapGet("/robots.txt", () => Results.Text("# Hello!\n\n# Crawling the public API is allowed\nUser-agent: *\nAllow: /"));

        await app.StartAsync(cancellation);
        return new NetworkServer(app, ledger);
    }

    public Task Stopped(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _ledger.Dispose();
    }
}
