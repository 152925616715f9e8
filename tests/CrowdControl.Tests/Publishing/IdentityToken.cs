using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;

namespace CrowdControl.Tests.Publishing;

/// <summary>The token that the vault's own identity endpoint gives.</summary>
internal sealed class IdentityToken(string token) : TokenCredential
{
    public static async Task<string> Ask(VaultServer vault)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-IDENTITY-HEADER", VaultServer.IdentityHeader);
        var answer = await http.GetFromJsonAsync<JsonNode>(
            new Uri(vault.IdentityEndpoint + "?resource=https://vault.azure.net&api-version=2019-08-01"));
        return answer!["access_token"]!.GetValue<string>();
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(token, DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
