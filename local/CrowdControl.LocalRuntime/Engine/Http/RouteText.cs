using CrowdControl.LocalRuntime.Servers;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.LocalRuntime.Engine.Http;

/// <summary>A function's route as text.</summary>
internal static class RouteText
{
    /// <summary>An empty route is the function's name, as in Azure: nothing can be mapped to / but a catch-all.</summary>
    public static string Of(HttpTriggerAttribute trigger, string function) =>
        string.IsNullOrWhiteSpace(trigger.Route) ? function : trigger.Route.Trim('/');

    /// <exception cref="StartFailed">The route cannot be read.</exception>
    public static RoutePattern Pattern(HttpTriggerAttribute trigger, string function)
    {
        try
        {
            return RoutePatternFactory.Parse(Of(trigger, function));
        }
        catch (RoutePatternException unreadable)
        {
            throw new StartFailed($"Function {function} has a route that cannot be read, {Of(trigger, function)}: {unreadable.Message}");
        }
    }

    /// <summary>Names of the route's parameters.</summary>
    /// <exception cref="StartFailed">The route cannot be read.</exception>
    public static IReadOnlySet<string> Names(HttpTriggerAttribute trigger, string function) =>
        Pattern(trigger, function).Parameters.Select(part => part.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
