using CrowdControl.LocalRuntime.Engine.Functions;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.LocalRuntime.Engine.Http;

/// <summary>
/// What the host in Azure refuses of routes, and what it takes but never reaches: it tries routes in the order of their functions'
/// names, however exact they are, so an earlier catch-all hides all that follows.
/// </summary>
internal static class RouteRules
{
    private static readonly string[] Reserved = ["admin", "runtime"];

    public static void Check(IReadOnlyList<(FunctionEntry Function, HttpTriggerAttribute Trigger)> functions)
    {
        foreach (var (function, trigger) in functions) Check(function, trigger);
        for (var later = 1; later < functions.Count; later++)
            for (var earlier = 0; earlier < later; earlier++)
                Check(functions[earlier], functions[later]);
    }

    private static void Check(FunctionEntry function, HttpTriggerAttribute trigger)
    {
        var route = RouteText.Of(trigger, function.Name);
        RouteText.Pattern(trigger, function.Name);
        if (trigger.AuthLevel != AuthorizationLevel.Anonymous)
            throw new StartFailed(
                $"Function {function.Name} asks for {trigger.AuthLevel} keys, which do not exist here: say AuthorizationLevel.Anonymous.");
        if (Reserved.Any(own => route.StartsWith(own, StringComparison.OrdinalIgnoreCase)))
            throw new StartFailed($"Function {function.Name} has the route {route}, and the host keeps admin and runtime for itself.");
        if (trigger.Methods?.FirstOrDefault(method => method.Length == 0 || !method.All(char.IsAsciiLetter)) is { } method)
            throw new StartFailed($"Function {function.Name} has the method '{method}', which is no HTTP method.");
    }

    private static void Check((FunctionEntry Function, HttpTriggerAttribute Trigger) earlier, (FunctionEntry Function, HttpTriggerAttribute Trigger) later)
    {
        var (first, second) = (RouteText.Of(earlier.Trigger, earlier.Function.Name), RouteText.Of(later.Trigger, later.Function.Name));
        if (first.Equals(second, StringComparison.OrdinalIgnoreCase) && Overlap(earlier.Trigger.Methods, later.Trigger.Methods))
            throw new StartFailed($"Functions {earlier.Function.Name} and {later.Function.Name} have the same route, {first}.");
        var (wide, narrow) = (RouteText.Pattern(earlier.Trigger, earlier.Function.Name), RouteText.Pattern(later.Trigger, later.Function.Name));
        if (Holds(earlier.Trigger.Methods, later.Trigger.Methods) && Covers(wide, narrow))
            throw new StartFailed(
                $"Function {earlier.Function.Name} ({first}) takes every request of {later.Function.Name} ({second}): the host tries routes in "
                + $"the order of the functions' names. Give {earlier.Function.Name} a name that sorts after {later.Function.Name}.");
    }

    private static bool Overlap(string[]? some, string[]? others) =>
        some is not { Length: > 0 } || others is not { Length: > 0 } || some.Intersect(others, StringComparer.OrdinalIgnoreCase).Any();

    private static bool Holds(string[]? all, string[]? part) =>
        all is not { Length: > 0 } || (part is { Length: > 0 } && !part.Except(all, StringComparer.OrdinalIgnoreCase).Any());

    private static bool Covers(RoutePattern wide, RoutePattern narrow)
    {
        for (var i = 0; i < narrow.PathSegments.Count; i++)
        {
            if (i >= wide.PathSegments.Count) return false;
            if (Anything(wide, i) is { IsCatchAll: true }) return true;
            if (!Covers(wide, narrow, i)) return false;
        }

        return Enumerable.Range(0, wide.PathSegments.Count).Skip(narrow.PathSegments.Count)
            .All(i => Anything(wide, i) is { IsCatchAll: true } or { IsOptional: true });
    }

    private static bool Covers(RoutePattern wide, RoutePattern narrow, int at)
    {
        var part = narrow.PathSegments[at].Parts is [var only] ? only : null;
        if (Anything(wide, at) is { } any)
            return part is not RoutePatternParameterPart { IsCatchAll: true } && (any.IsOptional || part is not RoutePatternParameterPart { IsOptional: true });
        return wide.PathSegments[at].Parts is [RoutePatternLiteralPart literal]
            && part is RoutePatternLiteralPart same && same.Content.Equals(literal.Content, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The segment's parameter, if the segment is one that takes whatever comes.</summary>
    private static RoutePatternParameterPart? Anything(RoutePattern pattern, int at) =>
        pattern.PathSegments[at].Parts is [RoutePatternParameterPart { ParameterPolicies.Count: 0 } any] ? any : null;
}
