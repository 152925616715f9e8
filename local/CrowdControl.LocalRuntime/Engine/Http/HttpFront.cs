using CrowdControl.LocalRuntime.Engine.Functions;
using CrowdControl.LocalRuntime.Engine.Settings;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrowdControl.LocalRuntime.Engine.Http;

/// <summary>The host's side of HTTP: a server of its own before the app, which never sees a request that no function answers.</summary>
internal sealed class HttpFront(
    FunctionCatalog catalog,
    FunctionInvoker invoker,
    HostFile host,
    LocalSettings settings,
    IOptions<KestrelServerOptions> limits,
    ILoggerFactory loggers) : IAsyncDisposable
{
    private WebApplication? _server;

    /// <summary>Where it listens; the port is the real one also where the setting says 0.</summary>
    public Uri Address => new(
        _server?.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? throw new InvalidOperationException("The app does not listen."));

    /// <exception cref="StartFailed">The address cannot be had, or a route cannot be read.</exception>
    public async Task Start(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(settings.Url.ToString()).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.Value.Limits.MaxRequestBodySize;
        });
        // What keeps the server from starting is told in one line, below.
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None).AddProvider(new FrontLog(loggers));
        builder.Services.AddRouting().AddSingleton<IHostLifetime, NoLifetime>();
        _server = builder.Build();
        _server.UseRouter(RouteTable.Of(
            catalog.Of<HttpTriggerAttribute>(), host.RoutePrefix, _server.Services.GetRequiredService<IInlineConstraintResolver>(), Answer));
        try
        {
            await _server.StartAsync(cancellation);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new StartFailed(
                $"{settings.Url} is in use. End the program that uses it, or choose another port: ./run --port {settings.Url.Port + 1000}");
        }
    }

    /// <summary>Takes no more requests and lets those in hand end, for as long as the caller allows.</summary>
    public Task Stop(CancellationToken patience) => _server?.StopAsync(patience) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task Answer(HttpContext request, FunctionEntry function)
    {
        try
        {
            await invoker.Invoke(function, Trigger(request), request.RequestAborted);
        }
        catch (OperationCanceledException) when (request.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer to.
        }
        catch (Exception) when (!request.Response.HasStarted)
        {
            // The invoker has logged it. As in Azure: 500, and not a word about why.
            request.Response.Clear();
            request.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    /// <summary>Beside the request come the query and, over it, the route, as the host's binding data.</summary>
    private static TriggerValue Trigger(HttpContext request)
    {
        var beside = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Request.Query) beside[name] = value.ToString();
        foreach (var (name, value) in request.Request.RouteValues)
            if (value is not null) beside[name] = value.ToString();
        return TriggerValue.Of(request.Request) with
        {
            Request = request,
            Beside = beside,
            TraceParent = request.Request.Headers.TraceParent,
            TraceState = request.Request.Headers.TraceState,
        };
    }

    /// <summary>The app listens to the signals of the process; its front does as the app says.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
