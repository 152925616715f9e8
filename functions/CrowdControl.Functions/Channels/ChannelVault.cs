using System.Net;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Channels;

/// <summary>Credentials of channels, in Key Vault and nowhere else. Speaks the vault's REST: decision 4.</summary>
internal sealed class ChannelVault
{
    private const string Version = "7.4";
    private const string Audience = "https://vault.azure.net/.default";
    private readonly Uri _vault;
    private readonly HttpPipeline _pipeline;

    public ChannelVault(VaultSettings settings, TokenCredential credential, TimeProvider clock)
    {
        _vault = settings.Url;
        HttpPipelinePolicy bearer = settings.IsOnThisMachine
            ? new LoopbackBearerPolicy(credential, Audience, clock)
            : new BearerTokenAuthenticationPolicy(credential, Audience);
        _pipeline = HttpPipelineBuilder.Build(new Options(), [], [bearer], new ResponseClassifier());
    }

    public async Task Keep(TenantId tenant, ChannelId channel, NetworkAccess access, CancellationToken cancellation)
    {
        var kept = JsonSerializer.Serialize(new Kept(access.Server, access.AccountId, access.Identifier, access.Secret), Json.Options);
        using var answer = await Send(
            RequestMethod.Put, tenant, channel, JsonSerializer.SerializeToUtf8Bytes(new { value = kept, contentType = "application/json" }), cancellation);
        if (answer.IsError) throw new RequestFailedException(answer);
    }

    /// <summary>Null when nothing is kept for the channel.</summary>
    public async Task<NetworkAccess?> Get(TenantId tenant, ChannelId channel, CancellationToken cancellation)
    {
        using var answer = await Send(RequestMethod.Get, tenant, channel, null, cancellation);
        if (answer.Status == (int)HttpStatusCode.NotFound) return null;
        if (answer.IsError) throw new RequestFailedException(answer);
        using var secret = JsonDocument.Parse(answer.Content);
        var kept = JsonSerializer.Deserialize<Kept>(secret.RootElement.GetProperty("value").GetString()!, Json.Options)!;
        return new NetworkAccess(channel.Value, kept.Server, kept.AccountId, kept.Identifier, kept.Secret);
    }

    /// <summary>A secret's name is 1 to 127 of 0-9, a-z, A-Z and '-', and the vault does not tell a from A: ids are written so that none
    /// can be taken for another.</summary>
    internal static string NameOf(TenantId tenant, ChannelId channel) => $"channel-{Plain(tenant.Value)}-{Plain(channel.Value)}" is { Length: <= 127 } name
        ? name
        : $"channel-{Domain.Mentions.MentionKey.Digest([tenant.Value, channel.Value])}";

    private static string Plain(string id) => id.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c))
        ? id
        : "x" + Convert.ToHexStringLower(Encoding.ASCII.GetBytes(id));

    private async Task<Response> Send(RequestMethod method, TenantId tenant, ChannelId channel, byte[]? body, CancellationToken cancellation)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(_vault);
        message.Request.Uri.AppendPath($"secrets/{NameOf(tenant, channel)}", escape: false);
        message.Request.Uri.AppendQuery("api-version", Version);
        if (body is not null)
        {
            message.Request.Content = RequestContent.Create(body);
            message.Request.Headers.Add("Content-Type", "application/json");
        }

        await _pipeline.SendAsync(message, cancellation);
        return message.Response;
    }

    private sealed record Kept(Uri Server, string AccountId, string Identifier, string Secret);

    /// <summary>Diagnostics of the pipeline never hold content or a secret's name.</summary>
    private sealed class Options : ClientOptions
    {
        public Options() => (Diagnostics.IsLoggingContentEnabled, Diagnostics.IsDistributedTracingEnabled) = (false, false);
    }
}
