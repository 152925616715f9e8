using System.Reflection;

namespace CrowdControl.LocalRuntime.Tests.Surface;

/// <summary>Types as the lists write them.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(void)] = "void",
    };

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsArray) return Array(type, "");
        if (type.IsPointer) return Of(type.GetElementType()!) + "*";
        if (type.IsGenericParameter) return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } inner && !type.IsGenericTypeDefinition) return Of(inner) + "?";
        return Named(type, type.GetGenericArguments());
    }

    public static string Limits(IEnumerable<Type> parameters) => string.Concat(parameters.Select(Limits));

    /// <summary>C# writes the outermost rank first, reflection the innermost.</summary>
    private static string Array(Type type, string ranks) => type.IsArray
        ? Array(type.GetElementType()!, $"{ranks}[{new string(',', type.GetArrayRank() - 1)}]")
        : Of(type) + ranks;

    /// <summary>A nested type has the arguments of the types around it first, each written where it belongs.</summary>
    private static string Named(Type type, Type[] arguments)
    {
        var around = type.DeclaringType is { } outer
            ? Named(outer, arguments) + "."
            : string.IsNullOrEmpty(type.Namespace) ? "" : type.Namespace + ".";
        var own = arguments[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..type.GetGenericArguments().Length];
        return around + type.Name.Split('`')[0] + (own.Length == 0 ? "" : $"<{string.Join(", ", own.Select(Of))}>");
    }

    private static string Limits(Type parameter)
    {
        var flags = parameter.GenericParameterAttributes;
        var isValue = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var limits = new List<string>();
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) limits.Add("class");
        if (isValue)
            limits.Add(parameter.GetCustomAttributesData().Any(one => one.AttributeType.Name == "IsUnmanagedAttribute") ? "unmanaged" : "struct");
        limits.AddRange(parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Of).Order(StringComparer.Ordinal));
        if (!isValue && flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)) limits.Add("new()");
        if (flags.HasFlag(GenericParameterAttributes.AllowByRefLike)) limits.Add("allows ref struct");
        return limits.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", limits)}";
    }
}
