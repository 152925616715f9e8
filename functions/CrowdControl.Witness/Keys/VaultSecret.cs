using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CrowdControl.Witness.Keys;

/// <summary>Reads one secret of Key Vault over its REST, as the app itself: decision 4.</summary>
internal sealed class VaultSecret(Uri vault, string name, TokenCredential credential)
{
    private const string Version = "7.4";
    private static readonly TokenRequestContext Audience = new(["https://vault.azure.net/.default"]);
    private readonly HttpPipeline _pipeline = HttpPipelineBuilder.Build(new Options());

    /// <exception cref="RequestFailedException">The vault does not know the secret, refuses, or is away.</exception>
    public async Task<string> Get(CancellationToken cancellation)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(vault);
        message.Request.Uri.AppendPath($"secrets/{name}", escape: false);
        message.Request.Uri.AppendQuery("api-version", Version);
        // Azure.Core's own policy refuses plain http, also to a vault on this very machine; to any other the settings allow none.
        message.Request.Headers.Add("Authorization", $"Bearer {(await credential.GetTokenAsync(Audience, cancellation)).Token}");
        await _pipeline.SendAsync(message, cancellation);

        using var answer = message.Response;
        if (answer.IsError) throw new RequestFailedException(answer);
        using var secret = JsonDocument.Parse(answer.Content);
        return secret.RootElement.GetProperty("value").GetString()!;
    }

    /// <summary>Diagnostics of the pipeline never hold content.</summary>
    private sealed class Options : ClientOptions
    {
        public Options() => (Diagnostics.IsLoggingContentEnabled, Diagnostics.IsDistributedTracingEnabled) = (false, false);
    }
}
