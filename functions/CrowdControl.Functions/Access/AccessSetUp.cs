using CrowdControl.Functions.Access.Passkeys;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Hosting;
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
        .AddSingleton(its => new Roster(
            its.Of<IdentityTable>(), its.Of<MemberTable>(), its.Of<FirstSetUp>(), its.Of<AuditTrail>(), its.Of<TimeProvider>()))
        .AddSingleton<RoleChange>()
        .AddSingleton(its => new MemberDesk(its.Of<MemberTable>(), its.Of<IdentityTable>(), its.Of<RoleChange>(), its.Of<AuditTrail>()))
        .AddSingleton(its => new GrantDesk(its.Of<RoleChange>(), its.Of<ChannelRegister>()))
        .AddPasskeys(configuration);
}
