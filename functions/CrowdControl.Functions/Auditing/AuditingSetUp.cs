using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Auditing;

internal static class AuditingSetUp
{
    public static IServiceCollection AddAuditing(this IServiceCollection services) => services
        .AddSingleton<AuditTrail>()
        .AddSingleton<RecordDesk>();
}
