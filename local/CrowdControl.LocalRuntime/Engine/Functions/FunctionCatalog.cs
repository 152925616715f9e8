using System.Reflection;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.LocalRuntime.Engine.Functions;

/// <summary>The app's functions, in the order of their names as the host keeps them.</summary>
internal sealed class FunctionCatalog
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private FunctionCatalog(IReadOnlyList<FunctionEntry> functions) => Functions = functions;

    public IReadOnlyList<FunctionEntry> Functions { get; }

    /// <exception cref="StartFailed">A function is not one that the host in Azure would run; the line names it.</exception>
    public static FunctionCatalog Read(IEnumerable<Type> types)
    {
        var entries =
            from type in types
            from method in type.GetMethods(Everything)
            let named = method.GetCustomAttribute<FunctionAttribute>()
            where named is not null
            select MethodRules.Checked(named.Name, method);
        var functions = entries.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ToList();
        if (functions.GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new StartFailed(
                $"Two functions are called {twice.Key}: {string.Join(" and ", twice.Select(one => one.EntryPoint))}. Give each a name of its own.");
        foreach (var function in functions) ParameterRules.Check(function);
        return new FunctionCatalog(functions);
    }

    public IEnumerable<(FunctionEntry Function, T Trigger)> Of<T>() =>
        Functions.Where(one => one.Trigger is T).Select(one => (one, (T)(object)one.Trigger));
}
