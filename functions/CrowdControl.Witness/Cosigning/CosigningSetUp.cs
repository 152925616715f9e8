using Azure.Data.Tables;
using CrowdControl.Witness.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Witness.Cosigning;

internal static class CosigningSetUp
{
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static IServiceCollection AddCosigning(this IServiceCollection services, IConfiguration configuration)
    {
        var logs = TrustedLogs.Read(configuration);
        return services
            .AddSingleton(its => new HeadTable(its.GetRequiredService<TableServiceClient>()))
            .AddSingleton(its => new Cosigner(
                logs, its.GetRequiredService<HeadTable>(), its.GetRequiredService<WitnessKey>(), its.GetRequiredService<TimeProvider>(),
                its.GetRequiredService<ILogger<Cosigner>>()));
    }
}
