using CrowdControl.LocalRuntime.Engine.Durable;
using CrowdControl.LocalRuntime.Engine.Queues;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Settings;

/// <summary>host.json, and the settings AzureFunctionsJobHost__… that win over it.</summary>
internal sealed class HostFile
{
    private HostFile(HostValues all)
    {
        if (all.Text("version", "") != "2.0") throw new StartFailed("host.json has no \"version\": \"2.0\".");
        RoutePrefix = all.Text("extensions:http:routePrefix", "api").Trim('/');
        FunctionTimeout = all.Text("functionTimeout", "") == "-1" ? null : all.Span("functionTimeout", TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(1));
        LogLevels = all.Children("logging:logLevel").ToDictionary(name => name, name => all.Choice<LogLevel>($"logging:logLevel:{name}", default));
        Queues = HostSections.Queues(all);
        Durable = HostSections.Durable(all);
    }

    public string RoutePrefix { get; }

    /// <summary>Null: none.</summary>
    public TimeSpan? FunctionTimeout { get; }

    public IReadOnlyDictionary<string, LogLevel> LogLevels { get; }

    public QueueSettings Queues { get; }

    public HubSettings Durable { get; }

    /// <exception cref="StartFailed">The file is missing or broken, or a value cannot be used; the line names it.</exception>
    public static HostFile Read(string directory, IConfiguration settings)
    {
        var path = Path.Combine(directory, "host.json");
        if (!File.Exists(path)) throw new StartFailed($"{path} is missing: link host.json into the app and have it copied to the output.");
        try
        {
            return new HostFile(new HostValues(new ConfigurationBuilder()
                .AddJsonFile(path, optional: false)
                .AddConfiguration(settings.GetSection("AzureFunctionsJobHost"))
                .Build()));
        }
        catch (InvalidDataException broken)
        {
            throw new StartFailed($"{path} cannot be read: {broken.GetBaseException().Message.ReplaceLineEndings(" ")}");
        }
    }
}
