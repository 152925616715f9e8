using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Hosting;

/// <summary>For set-ups that make by hand what function classes take: those take public types only, made of internal ones.</summary>
internal static class Composition
{
    public static T Of<T>(this IServiceProvider services) where T : notnull => services.GetRequiredService<T>();
}
