using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Hosting.Vault;

internal static class VaultSetUp
{
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static IServiceCollection AddVault(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(VaultSettings.Read(configuration))
        .AddSingleton<VaultClient>();
}
