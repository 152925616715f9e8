using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using CrowdControl.Functions.Hosting.Vault;

namespace CrowdControl.Functions.Auditing.Attesting;

/// <summary>Reads the containers of the record's account with their policies and holds, from Azure Resource Manager over its REST: the blob
/// service itself does not tell what a container's policy is.</summary>
internal sealed class StoragePolicies
{
    private const string Version = "2024-01-01";
    private readonly AttestSettings _settings;
    private readonly HttpPipeline _pipeline;

    public StoragePolicies(AttestSettings settings, TokenCredential credential, TimeProvider clock)
    {
        _settings = settings;
        var audience = settings.IsOnThisMachine ? "https://management.azure.com/.default" : new Uri(settings.ResourceManager, ".default").ToString();
        HttpPipelinePolicy bearer = settings.IsOnThisMachine
            ? new LoopbackBearerPolicy(credential, audience, clock)
            : new BearerTokenAuthenticationPolicy(credential, audience);
        _pipeline = HttpPipelineBuilder.Build(new Options(), [], [bearer], new ResponseClassifier());
    }

    /// <summary>Whether there is anything to ask: on one machine there is not.</summary>
    public bool Configured => _settings.Account is not null;

    /// <summary>The containers whose names begin and end so, by name.</summary>
    /// <exception cref="RequestFailedException">Azure refused: the app may not read the account, or there is none.</exception>
    public async Task<IReadOnlyList<ContainerState>> Read(string beginning, string ending, CancellationToken cancellation)
    {
        var names = new List<string>();
        Uri? next = null;
        do
        {
            using var page = next is null ? await Get("", $"&$filter={Uri.EscapeDataString(beginning)}", cancellation) : await Follow(next, cancellation);
            names.AddRange(page.RootElement.GetProperty("value").EnumerateArray().Select(container => container.GetProperty("name").GetString()!));
            next = page.RootElement.TryGetProperty("nextLink", out var link) && link.GetString() is { Length: > 0 } address ? new Uri(address) : null;
        }
        while (next is not null);

        var states = new List<ContainerState>();
        foreach (var name in names.Where(name => name.StartsWith(beginning, StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal)))
        {
            // A list leaves out what a policy says.
            using var container = await Get("/" + name, "", cancellation);
            states.Add(ContainerState.Of(name, container.RootElement.GetProperty("properties")));
        }

        return [.. states.OrderBy(state => state.Name, StringComparer.Ordinal)];
    }

    private Task<JsonDocument> Get(string container, string query, CancellationToken cancellation) => Send(
        new Uri(_settings.ResourceManager, $"{_settings.Account}/blobServices/default/containers{container}?api-version={Version}{query}"), cancellation);

    private Task<JsonDocument> Follow(Uri next, CancellationToken cancellation) => next.Authority == _settings.ResourceManager.Authority
        ? Send(next, cancellation)
        : throw new InvalidOperationException($"Azure points to another server, {next.Host}, which our token is not for.");

    private async Task<JsonDocument> Send(Uri address, CancellationToken cancellation)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(address);
        await _pipeline.SendAsync(message, cancellation);
        if (message.Response.IsError) throw new RequestFailedException(message.Response);
        return JsonDocument.Parse(message.Response.Content);
    }

    private sealed class Options : ClientOptions
    {
        public Options() => Diagnostics.IsDistributedTracingEnabled = false;
    }
}
