using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Access.Passkeys;

internal static class PasskeysSetUp
{
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static IServiceCollection AddPasskeys(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(PasskeySettings.Read(configuration))
        .AddSingleton<PasskeyTable>()
        .AddSingleton<PasskeyChallenges>()
        .AddSingleton(its => new PasskeyDesk(
            its.Of<PasskeyTable>(), its.Of<PasskeyChallenges>(), its.Of<MemberTable>(), its.Of<AuditTrail>(), its.Of<PasskeySettings>()))
        .AddSingleton(its => new SignedActs(its.Of<SignedTrail>(), its.Of<AuditTrail>(), its.Of<PasskeyTable>(), its.Of<PasskeySettings>()));
}
