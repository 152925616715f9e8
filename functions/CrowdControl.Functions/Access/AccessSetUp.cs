using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Access;

internal static class AccessSetUp
{
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(SetUpSettings.Read(configuration))
        .AddSingleton<IdentityTable>()
        .AddSingleton<MemberTable>()
        .AddSingleton<FirstSetUp>()
        .AddSingleton(provider => new Roster(
            provider.GetRequiredService<IdentityTable>(), provider.GetRequiredService<MemberTable>(), provider.GetRequiredService<FirstSetUp>(),
            provider.GetRequiredService<AuditTrail>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<RoleChange>()
        .AddSingleton(provider => new MemberDesk(
            provider.GetRequiredService<MemberTable>(), provider.GetRequiredService<IdentityTable>(),
            provider.GetRequiredService<RoleChange>(), provider.GetRequiredService<AuditTrail>()))
        .AddSingleton(provider => new GrantDesk(
            provider.GetRequiredService<RoleChange>(), provider.GetRequiredService<ChannelRegister>()));
}
