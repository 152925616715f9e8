using System.Text;
using CrowdControl.LocalRuntime.Engine;
using CrowdControl.LocalRuntime.Engine.Http;
using CrowdControl.LocalRuntime.Tests.Durable;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Tests.Worker;

/// <summary>A whole app of function classes written in a test, run as Program.cs would, on a port and in a folder of its own.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly IHost _host;

    private TestApp(IHost host, string folder, LinesLogged log)
    {
        (_host, Folder, Log) = (host, folder, log);
        Http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Http { get; }

    public string Folder { get; }

    public LinesLogged Log { get; }

    public IServiceProvider Services => _host.Services;

    /// <param name="functions">Classes with functions in them.</param>
    /// <param name="compose">What Program.cs does between CreateBuilder and Build.</param>
    /// <param name="hostJson">Instead of a host.json whose route prefix is empty.</param>
    public static async Task<TestApp> Run(
        Type[] functions,
        Action<FunctionsApplicationBuilder>? compose = null,
        string hostJson = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""",
        IEnumerable<KeyValuePair<string, string?>>? settings = null,
        string? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("app-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "host.json"), hostJson);
        var log = new LinesLogged();
        var builder = new FunctionsApplicationBuilder([], new AppFiles(functions, folder, OwnsProcess: false));
        builder.Configuration.AddInMemoryCollection(
        [
            new("LocalRuntime:Url", "http://127.0.0.1:0"), new("LocalRuntime:DataDirectory", Path.Combine(folder, "data")),
        ]);
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.ConfigureFunctionsWebApplication();
        compose?.Invoke(builder);
        builder.Services.AddSingleton<ILoggerFactory>(log);
        var app = new TestApp(builder.Build(), folder, log);
        await app._host.StartAsync();
        app.Http.BaseAddress = app.Services.GetRequiredService<HttpFront>().Address;
        return app;
    }

    public Task<string> Text(string path) => Http.GetStringAsync(path);

    public Task<HttpResponseMessage> Post(string path, string json) =>
        Http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
