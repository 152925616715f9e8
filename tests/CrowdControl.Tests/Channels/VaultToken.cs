using System.Text.Json;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;

namespace CrowdControl.Tests.Channels;

/// <summary>The token that a vault on this machine takes, asked for as the platform's identity endpoint is.</summary>
internal static class VaultToken
{
    public static async Task<string> Of(VaultServer server)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-IDENTITY-HEADER", VaultServer.IdentityHeader);
        using var answer = JsonDocument.Parse(await http.GetStringAsync(server.IdentityEndpoint));
        return answer.RootElement.GetProperty("access_token").GetString()!;
    }
}
