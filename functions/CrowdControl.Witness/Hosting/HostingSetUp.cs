using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Witness.Hosting;

internal static class HostingSetUp
{
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static IServiceCollection AddHosting(this IServiceCollection services, IConfiguration configuration)
    {
        var credential = Identity(configuration);
        return services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<TokenCredential>(credential)
            .AddSingleton(Tables(configuration, credential));
    }

    /// <summary>The witness's own storage: by managed identity, or on one machine by the connection string in <c>Storage</c>.</summary>
    private static TableServiceClient Tables(IConfiguration configuration, TokenCredential credential) =>
        configuration["Storage"] is { Length: > 0 } connection
            ? new TableServiceClient(connection)
            : new TableServiceClient(
                configuration.RequiredAddress("Storage__tableServiceUri", "https://ccwitness.table.core.windows.net/"), credential);

    /// <summary>The managed identity named by <c>AZURE_CLIENT_ID</c>, or the system's own.</summary>
    private static ManagedIdentityCredential Identity(IConfiguration configuration) => new ManagedIdentityCredential(
        configuration["AZURE_CLIENT_ID"] is { Length: > 0 } client
            ? ManagedIdentityId.FromUserAssignedClientId(client)
            : ManagedIdentityId.SystemAssigned);
}
