using CrowdControl.LocalRuntime.Servers;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.LocalRuntime.Engine.Settings;

/// <summary>What only the local runtime is told: the settings LocalRuntime__Url, __DataDirectory and __Rough.</summary>
/// <param name="Url">Where to listen.</param>
/// <param name="DataDirectory">Absolute folder of the lock and of what is kept between runs.</param>
/// <param name="Rough">Every message is delivered twice, and the host forgets between activities.</param>
internal sealed record LocalSettings(Uri Url, string DataDirectory, bool Rough)
{
    private const string DefaultUrl = "http://localhost:7071";

    public string In(string name) => Path.Combine(DataDirectory, name);

    /// <exception cref="StartFailed">A value cannot be used.</exception>
    public static LocalSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("LocalRuntime");
        var url = section["Url"] ?? DefaultUrl;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            throw new StartFailed($"LocalRuntime__Url is {url}: say an address to listen on, for example {DefaultUrl}");
        var rough = section["Rough"];
        if (rough is not null && !bool.TryParse(rough, out _)) throw new StartFailed($"LocalRuntime__Rough is {rough}: say true or false.");
        return new LocalSettings(
            address, Path.GetFullPath(section["DataDirectory"] ?? Path.Combine(".data", "app")), rough is not null && bool.Parse(rough));
    }
}
