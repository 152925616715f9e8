using System.Net;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Hosting.Vault;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Channels;

/// <summary>Credentials of channels, in Key Vault and nowhere else.</summary>
internal sealed class ChannelVault(VaultClient vault)
{
    public async Task Keep(TenantId tenant, ChannelId channel, NetworkAccess access, CancellationToken cancellation)
    {
        var kept = JsonSerializer.Serialize(new Kept(access.Server, access.AccountId, access.Identifier, access.Secret), Json.Options);
        using var answer = await vault.Send(
            RequestMethod.Put, PathOf(tenant, channel), new { value = kept, contentType = "application/json" }, cancellation);
        if (answer.IsError) throw new RequestFailedException(answer);
    }

    /// <summary>Null when nothing is kept for the channel.</summary>
    public async Task<NetworkAccess?> Get(TenantId tenant, ChannelId channel, CancellationToken cancellation)
    {
        using var answer = await vault.Send(RequestMethod.Get, PathOf(tenant, channel), null, cancellation);
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

    private static string PathOf(TenantId tenant, ChannelId channel) => $"secrets/{NameOf(tenant, channel)}";

    private static string Plain(string id) => id.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c))
        ? id
        : "x" + Convert.ToHexStringLower(Encoding.ASCII.GetBytes(id));

    private sealed record Kept(Uri Server, string AccountId, string Identifier, string Secret);
}
