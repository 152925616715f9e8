using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions.Hosting;

/// <summary>The identity that the app itself acts under: the managed identity named by <c>AZURE_CLIENT_ID</c>, or the system's own.</summary>
internal static class Credentials
{
    public static TokenCredential Of(IConfiguration configuration) => new ManagedIdentityCredential(
        configuration["AZURE_CLIENT_ID"] is { Length: > 0 } client
            ? ManagedIdentityId.FromUserAssignedClientId(client)
            : ManagedIdentityId.SystemAssigned);
}
