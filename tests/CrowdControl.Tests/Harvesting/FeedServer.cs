using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Tests.Harvesting;

/// <summary>A web server on this machine that answers what a test tells it to.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FeedServer(WebApplication app) => _app = app;

    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public int Requests { get; private set; }

    public Uri Address => new(_app.Urls.Single() + "/feed.xml");

    public static async Task<FeedServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FeedServer(builder.Build());
        server._app.Run(context =>
        {
            server.Requests++;
            return server.Answer(context);
        });
        await server._app.StartAsync();
        return server;
    }

    public void Serves(string xml) => Answer = context => context.Response.WriteAsync(xml);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
