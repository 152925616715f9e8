using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Dashboard;

internal static class DashboardSetUp
{
    public static IServiceCollection AddDashboard(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(SignIn.Read(configuration))
        .AddSingleton(_ => new PageFiles(Path.Combine(AppContext.BaseDirectory, "wwwroot")));
}
