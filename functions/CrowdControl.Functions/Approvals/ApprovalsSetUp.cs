using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Approvals;

internal static class ApprovalsSetUp
{
    public static IServiceCollection AddApprovals(this IServiceCollection services) => services.AddSingleton<ReviewDesk>();
}
