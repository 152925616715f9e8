using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace CrowdControl.LocalRuntime.Engine.Functions;

/// <summary>What a method has to be so that the worker in Azure finds and runs it.</summary>
internal static partial class MethodRules
{
    public static FunctionEntry Checked(string name, MethodInfo method)
    {
        var where = $"{method.DeclaringType!.FullName}.{method.Name}";
        if (!Named().IsMatch(name) || name.Equals("host", StringComparison.OrdinalIgnoreCase))
            throw Refused("a name is a letter, then up to 127 letters, digits, _ and -");
        if (!method.IsPublic || !method.DeclaringType.IsVisible) throw Refused("make the method and its class public");
        if (method.DeclaringType.GetMethods().Count(other => other.Name == method.Name) > 1)
            throw Refused("the worker looks methods up by name, so it cannot be overloaded");
        if (method.ContainsGenericParameters || method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef))
            throw Refused("neither it nor its class may be generic, and no parameter may be ref, in or out");
        if (!method.IsStatic && method.DeclaringType.IsAbstract) throw Refused("its class is abstract");
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
            throw Refused("nobody can await async void: give back Task");
        if (method.ReturnType.FullName?.StartsWith("System.Threading.Tasks.ValueTask", StringComparison.Ordinal) ?? false)
            throw Refused("the worker does not await ValueTask: give back Task");

        var triggers = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Trigger: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(one => one.Trigger is not null).ToList();
        return triggers is [var only]
            ? new FunctionEntry(name, method, only.Parameter, only.Trigger!)
            : throw Refused(triggers.Count == 0 ? "no parameter has a trigger" : "it has two triggers, and can have one");

        StartFailed Refused(string why) => new($"Function {name} ({where}): {why}.");
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$")]
    private static partial Regex Named();
}
