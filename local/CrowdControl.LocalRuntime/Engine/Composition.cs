using System.Text.Json;
using CrowdControl.LocalRuntime.Engine.Calls;
using CrowdControl.LocalRuntime.Engine.Functions;
using CrowdControl.LocalRuntime.Engine.Http;
using CrowdControl.LocalRuntime.Engine.Settings;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrowdControl.LocalRuntime.Engine;

/// <summary>Puts the host that Azure would bring around an app.</summary>
internal static class Composition
{
    public static void AddLocalHost(
        this HostApplicationBuilder app, AppFiles files, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> steps)
    {
        var host = HostFile.Read(files.Directory, app.Configuration);
        var catalog = FunctionCatalog.Read(files.Types);
        var requests = catalog.Of<HttpTriggerAttribute>().ToList();
        RouteRules.Check(requests);
        if (requests.Count > 0 && !steps.Contains(AspNetCoreStep.Around))
            throw new StartFailed($"Function {requests[0].Function.Name} answers requests: call builder.ConfigureFunctionsWebApplication().");

        app.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        foreach (var (category, level) in host.LogLevels)
            app.Logging.AddFilter(category.Equals("default", StringComparison.OrdinalIgnoreCase) ? null : category, level);
        app.Services.TryAddSingleton(TimeProvider.System);
        app.Services.AddSingleton(files).AddSingleton(host).AddSingleton(catalog).AddSingleton(LocalSettings.Read(app.Configuration));
        app.Services.AddSingleton(services => new FunctionInvoker(
            Pipeline(steps),
            services.GetRequiredService<IServiceScopeFactory>(),
            host.FunctionTimeout,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>()));
        app.Services.AddSingleton(services => new JsonDataConverter(services.GetRequiredService<IOptions<JsonSerializerOptions>>().Value));
        app.Services.AddSingleton(new AppSettings(app.Configuration)).AddSingleton<HttpFront>().AddSingleton<TimerCalls>().AddSingleton<QueueCalls>();
        app.Services.AddSingleton(services => DurableCalls.Hub(
            catalog,
            services.GetRequiredService<FunctionInvoker>(),
            host,
            services.GetRequiredService<LocalSettings>(),
            services.GetRequiredService<AppSettings>(),
            services.GetRequiredService<JsonDataConverter>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>()));
        app.Services.AddHostedService<RunningApp>();
    }

    /// <summary>In the order in which they were added, then the function.</summary>
    private static FunctionExecutionDelegate Pipeline(IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> steps) =>
        steps.Reverse().Aggregate((FunctionExecutionDelegate)ExecuteStep.Run, (next, step) => step(next));
}
