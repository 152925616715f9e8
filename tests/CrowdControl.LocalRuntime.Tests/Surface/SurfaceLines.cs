using System.Globalization;
using System.Reflection;

namespace CrowdControl.LocalRuntime.Tests.Surface;

/// <summary>What a type shows to other assemblies, one fact a line, in the form of the files in ApiSurface.</summary>
internal static class SurfaceLines
{
    public static IEnumerable<string> Of(Type type)
    {
        var (name, access) = (TypeText.Of(type), type.IsPublic || type.IsNestedPublic ? "public" : "protected");
        if (type.IsEnum)
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => $"member {name}.{field.Name} = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}")
                .Prepend($"type {access} enum {name} : {TypeText.Of(Enum.GetUnderlyingType(type))}");
        if (type.BaseType == typeof(MulticastDelegate))
        {
            var call = type.GetMethod("Invoke")!;
            return [$"type {access} delegate {name}({MemberText.Parameters(call)}) : {MemberText.Result(call.ReturnType)}{Limits(type)}"];
        }

        return [$"type {access} {Kind(type)} {name}{Limits(type)}", .. Ancestry(type, name), .. MemberLines.Of(type, name)];
    }

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsByRefLike: true } => "ref struct",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static IEnumerable<string> Ancestry(Type type, string name)
    {
        for (var parent = type.BaseType; type.IsClass && parent is not null && parent != typeof(object); parent = parent.BaseType)
            if (parent.IsVisible) yield return $"base {name} : {TypeText.Of(parent)}";
        foreach (var contract in type.GetInterfaces().Where(contract => contract.IsVisible))
            yield return $"implements {name} : {TypeText.Of(contract)}";
        if (!type.IsSubclassOf(typeof(Attribute))) yield break;
        var usage = type.GetCustomAttribute<AttributeUsageAttribute>(inherit: true) ?? new(AttributeTargets.All);
        yield return $"usage {name} : {usage.ValidOn}; AllowMultiple={ValueText.Of(usage.AllowMultiple)}; Inherited={ValueText.Of(usage.Inherited)}";
    }

    /// <summary>Of its own type parameters; a nested type repeats those of the types around it.</summary>
    private static string Limits(Type type) => !type.IsGenericTypeDefinition
        ? ""
        : TypeText.Limits(type.GetGenericArguments()[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..]);
}
