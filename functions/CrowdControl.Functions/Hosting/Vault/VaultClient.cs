using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CrowdControl.Functions.Hosting.Vault;

/// <summary>Asks Key Vault over its REST, as the app itself: decision 4.</summary>
internal sealed class VaultClient
{
    private const string Version = "7.4";
    private const string Audience = "https://vault.azure.net/.default";
    private readonly Uri _vault;
    private readonly HttpPipeline _pipeline;

    public VaultClient(VaultSettings settings, TokenCredential credential, TimeProvider clock)
    {
        _vault = settings.Url;
        HttpPipelinePolicy bearer = settings.IsOnThisMachine
            ? new LoopbackBearerPolicy(credential, Audience, clock)
            : new BearerTokenAuthenticationPolicy(credential, Audience);
        _pipeline = HttpPipelineBuilder.Build(new Options(), [], [bearer], new ResponseClassifier());
    }

    /// <summary>The answer, an error's too; the caller disposes of it.</summary>
    /// <param name="path">Under the vault's address, each part already fit for one.</param>
    public async Task<Response> Send(RequestMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(_vault);
        message.Request.Uri.AppendPath(path, escape: false);
        message.Request.Uri.AppendQuery("api-version", Version);
        return await Send(message, body, cancellation);
    }

    /// <summary>The next part of a list, where the vault said that it is.</summary>
    /// <exception cref="InvalidOperationException">It is said to be on another server, which our token is not for.</exception>
    public async Task<Response> Follow(Uri next, CancellationToken cancellation)
    {
        if (next.Authority != _vault.Authority) throw new InvalidOperationException($"The vault points to another server, {next.Host}.");
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(next);
        return await Send(message, null, cancellation);
    }

    private async Task<Response> Send(HttpMessage message, object? body, CancellationToken cancellation)
    {
        if (body is not null)
        {
            message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body));
            message.Request.Headers.Add("Content-Type", "application/json");
        }

        await _pipeline.SendAsync(message, cancellation);
        return message.Response;
    }

    /// <summary>Diagnostics of the pipeline never hold content or a secret's name.</summary>
    private sealed class Options : ClientOptions
    {
        public Options() => (Diagnostics.IsLoggingContentEnabled, Diagnostics.IsDistributedTracingEnabled) = (false, false);
    }
}
