using System.Text.Json;
using CrowdControl.LocalRuntime.Engine;
using CrowdControl.LocalRuntime.Engine.Settings;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Puts an app together.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _steps = [];
    private readonly AppFiles _files;
    private bool _built;

    internal FunctionsApplicationBuilder(string[] args, AppFiles files)
    {
        _files = files;
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("AZURE_FUNCTIONS_");
        _host = new HostApplicationBuilder(new HostApplicationBuilderSettings { Args = args, Configuration = configuration });
        _host.ConfigureContainer(new DefaultServiceProviderFactory(new() { ValidateScopes = true, ValidateOnBuild = true }));
        _host.Services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
        _host.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        files.Starting(() =>
        {
            _host.Configuration.AddLocalSettings(files.Directory, _host.Environment.ContentRootPath);
            return true;
        });
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public IHostEnvironment Environment => _host.Environment;

    public ILoggingBuilder Logging => _host.Logging;

    public IMetricsBuilder Metrics => _host.Metrics;

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_host).Properties;

    public IServiceCollection Services => _host.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => _host.Configuration;

    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        return _files.Starting(() =>
        {
            _host.AddLocalHost(_files, _steps);
            return _host.Build();
        });
    }

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => _host.ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        _steps.Add(middleware);
        return this;
    }

    private void ThrowIfBuilt()
    {
        if (_built) throw new InvalidOperationException("The application has already been built.");
    }
}
