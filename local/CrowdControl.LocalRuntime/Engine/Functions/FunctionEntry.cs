using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace CrowdControl.LocalRuntime.Engine.Functions;

/// <summary>One function of the app.</summary>
internal sealed record FunctionEntry(string Name, MethodInfo Method, ParameterInfo TriggerParameter, TriggerBindingAttribute Trigger)
{
    public string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    /// <summary>What is given once it has been awaited; null for nothing.</summary>
    public Type? ResultType { get; } =
        Method.ReturnType == typeof(void) || Method.ReturnType == typeof(Task) ? null
        : Method.ReturnType.IsGenericType && Method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>)
            ? Method.ReturnType.GetGenericArguments()[0]
        : Method.ReturnType;
}
