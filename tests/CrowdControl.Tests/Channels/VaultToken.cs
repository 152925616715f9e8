using System.Text.Json;
using Azure.Core;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;

namespace CrowdControl.Tests.Channels;

/// <summary>What a vault on this machine takes, asked for as the platform's identity endpoint is.</summary>
internal static class VaultToken
{
    public static async Task<TokenCredential> Of(VaultServer server)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-IDENTITY-HEADER", VaultServer.IdentityHeader);
        using var answer = JsonDocument.Parse(await http.GetStringAsync(server.IdentityEndpoint));
        return Saying(answer.RootElement.GetProperty("access_token").GetString()!);
    }

    public static TokenCredential Saying(string token) =>
        DelegatedTokenCredential.Create((_, _) => new AccessToken(token, DateTimeOffset.MaxValue));
}
