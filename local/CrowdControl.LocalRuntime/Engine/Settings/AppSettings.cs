using System.Text.RegularExpressions;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.LocalRuntime.Engine.Settings;

/// <summary>What the triggers of functions ask of the app's settings.</summary>
internal sealed partial class AppSettings(IConfiguration configuration)
{
    /// <summary>Puts settings in for each <c>%NAME%</c> of an attribute.</summary>
    /// <exception cref="StartFailed">There is no such setting.</exception>
    public string Resolve(string function, string text) => Percent().Replace(text, match =>
        configuration[match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)]
        ?? throw new StartFailed($"Function {function} asks for the setting {match.Groups[1].Value}, and there is none of that name."));

    /// <summary>The connection string behind the name in an attribute; null is the storage of the app itself.</summary>
    /// <exception cref="StartFailed">There is none.</exception>
    public string Connection(string user, string? name = null)
    {
        var setting = name ?? "AzureWebJobsStorage";
        return configuration[$"AzureWebJobs{setting}"] ?? configuration[setting] ?? configuration.GetConnectionString(setting)
            ?? throw new StartFailed(
                $"The setting {setting} is missing: {user} needs the connection string of a storage account. ./run starts one and says it.");
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Percent();
}
