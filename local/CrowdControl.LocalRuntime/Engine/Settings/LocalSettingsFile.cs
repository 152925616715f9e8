using System.Text.Json;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace CrowdControl.LocalRuntime.Engine.Settings;

/// <summary>local.settings.json: its Values are settings that the environment wins over, as with func start.</summary>
internal static class LocalSettingsFile
{
    private const string Name = "local.settings.json";

    /// <exception cref="StartFailed">The file cannot be read.</exception>
    public static void AddLocalSettings(this ConfigurationManager configuration, params IEnumerable<string> directories)
    {
        if (directories.Select(directory => Path.Combine(directory, Name)).FirstOrDefault(File.Exists) is not { } path) return;
        var sources = configuration.Sources;
        var environment = sources.ToList().FindIndex(source => source is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        sources.Insert(Math.Max(environment, 0), new MemoryConfigurationSource { InitialData = Values(path) });
    }

    private static Dictionary<string, string?> Values(string path)
    {
        try
        {
            using var file = JsonDocument.Parse(
                File.ReadAllText(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (file.RootElement.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
                throw new StartFailed($"{path} is encrypted: func settings decrypt makes it readable.");
            return file.RootElement.TryGetProperty("Values", out var values)
                ? values.EnumerateObject().ToDictionary(
                    one => one.Name.Replace("__", ":", StringComparison.Ordinal), string? (one) => one.Value.ToString())
                : [];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new StartFailed($"{path} cannot be read: {broken.Message.ReplaceLineEndings(" ")}");
        }
    }
}
