using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CrowdControl.LocalRuntime.Tests.Surface;

/// <summary>Members as the lists write them.</summary>
internal static class MemberText
{
    public static string Method(MethodInfo method)
    {
        var own = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        var types = own.Length == 0 ? "" : $"<{string.Join(", ", own.Select(type => type.Name))}>";
        return $"{method.Name}{types}({Parameters(method)}) : {Result(method.ReturnType)}{TypeText.Limits(own)}";
    }

    public static string Property(PropertyInfo property) => property.GetIndexParameters() is { Length: > 0 } index
        ? $"this[{string.Join(", ", index.Select(Parameter))}]"
        : property.Name;

    public static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    public static string Result(Type type) => type.IsByRef ? "ref " + TypeText.Of(type.GetElementType()!) : TypeText.Of(type);

    private static string Parameter(ParameterInfo parameter)
    {
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        var otherwise = parameter.HasDefaultValue ? " = " + ValueText.Of(parameter.RawDefaultValue, type) : parameter.IsOptional ? " = default" : "";
        return $"{Passing(parameter)}{TypeText.Of(type)} {parameter.Name}{otherwise}";
    }

    private static string Passing(ParameterInfo parameter)
    {
        if (!parameter.ParameterType.IsByRef)
            return parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        if (parameter.IsOut) return "out ";
        if (parameter.IsDefined(typeof(RequiresLocationAttribute))) return "ref readonly ";
        return parameter.IsDefined(typeof(IsReadOnlyAttribute)) || parameter.GetRequiredCustomModifiers().Contains(typeof(InAttribute)) ? "in " : "ref ";
    }
}
