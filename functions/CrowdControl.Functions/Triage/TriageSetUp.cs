using CrowdControl.Analysis.Triage;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Triage;

internal static class TriageSetUp
{
    public static IServiceCollection AddTriage(this IServiceCollection services) => services.AddSingleton<ITriageEngine, BasicEngine>();
}
