using CrowdControl.LocalRuntime.Engine.Functions;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.LocalRuntime.Engine.Http;

/// <summary>
/// The host's own way of routing: one route a function, tried in the order of the functions' names; the first that fits path, constraints
/// and method answers, and where none fits the answer is 404, also when only the method is wrong.
/// </summary>
internal static class RouteTable
{
    public static IRouter Of(
        IEnumerable<(FunctionEntry Function, HttpTriggerAttribute Trigger)> functions,
        string prefix,
        IInlineConstraintResolver constraints,
        Func<HttpContext, FunctionEntry, Task> answer)
    {
        var routes = new RouteCollection();
        foreach (var (function, trigger) in functions)
        {
            var template = RouteText.Of(trigger, function.Name);
            var methods = new Dictionary<string, object>();
            if (trigger.Methods is { Length: > 0 } some) methods["httpMethod"] = new HttpMethodRouteConstraint(some);
            try
            {
                routes.Add(new Route(
                    new RouteHandler(request => answer(request, function)),
                    function.Name,
                    prefix.Length == 0 ? template : $"{prefix}/{template}",
                    defaults: null,
                    methods,
                    dataTokens: null,
                    constraints));
            }
            catch (Exception unreadable) when (unreadable is RouteCreationException or InvalidOperationException or ArgumentException)
            {
                throw new StartFailed($"Function {function.Name} has a route that cannot be read, {template}: {Innermost(unreadable)}");
            }
        }

        return routes;
    }

    private static string Innermost(Exception thrown) => thrown.GetBaseException().Message.ReplaceLineEndings(" ");
}
