using System.Reflection;
using System.Runtime.CompilerServices;

namespace CrowdControl.LocalRuntime.Tests.Surface;

/// <summary>The lines of what a type itself declares.</summary>
internal static class MemberLines
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type, string name)
    {
        var constructors = type.GetConstructors(Declared).Where(one => !one.IsStatic && Reach(one) is not null)
            .Select(one => $"member {Reach(one)}{name}..ctor({MemberText.Parameters(one)})");
        var methods = type.GetMethods(Declared).Where(one => !IsPartOfAnother(one) && Reach(one) is not null)
            .SelectMany(one => Lines(one, $"{Reach(one)}{Nature(one)}{name}.{MemberText.Method(one)}"));
        var properties = type.GetProperties(Declared).SelectMany(one => Property(one, name));
        var fields = type.GetFields(Declared).Where(one => one.IsPublic || (!type.IsSealed && (one.IsFamily || one.IsFamilyOrAssembly)))
            .Select(one => $"member {Field(one, name)}");
        var events = type.GetEvents(Declared).Where(one => one.AddMethod is { } add && Reach(add) is not null)
            .SelectMany(one => Lines(one.AddMethod!, $"{Reach(one.AddMethod!)}event {Nature(one.AddMethod!)}{name}.{one.Name} : {TypeText.Of(one.EventHandlerType!)}"));
        return [.. constructors, .. methods, .. properties, .. fields, .. events];
    }

    private static IEnumerable<string> Property(PropertyInfo property, string name)
    {
        var reachable = new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(one => Reach(one) is not null).ToList();
        if (reachable.Count == 0) return [];
        var widest = reachable.Any(one => one.IsPublic) ? "" : "protected ";
        var accessors = string.Concat(reachable.Select(one => (Reach(one) == widest ? "" : Reach(one)) + Accessor(one, property)));
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return Lines(
            reachable[0],
            $"{widest}{required}{Nature(reachable[0])}{name}.{MemberText.Property(property)} {{ {accessors}}} : {MemberText.Result(property.PropertyType)}");
    }

    private static string Accessor(MethodInfo method, PropertyInfo property) =>
        method == property.GetMethod ? "get; "
        : method.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; "
        : "set; ";

    private static string Field(FieldInfo field, string name)
    {
        var reach = field.IsPublic ? "" : "protected ";
        if (field.IsLiteral)
            return $"{reach}const {name}.{field.Name} : {TypeText.Of(field.FieldType)} = {ValueText.Of(field.GetRawConstantValue(), field.FieldType)}";
        var required = field.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{reach}{required}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{name}.{field.Name} : {TypeText.Of(field.FieldType)}";
    }

    private static IEnumerable<string> Lines(MethodInfo method, string text) =>
        MayBeOverridden(method) ? ["member " + text, "virtual " + text] : ["member " + text];

    /// <summary>Null for what other assemblies cannot reach.</summary>
    private static string? Reach(MethodBase method) =>
        method.IsPublic ? "" : !method.DeclaringType!.IsSealed && (method.IsFamily || method.IsFamilyOrAssembly) ? "protected " : null;

    private static string Nature(MethodInfo method) => (method.IsStatic, method.IsAbstract, method.DeclaringType!.IsInterface) switch
    {
        (true, true, true) => "static abstract ",
        (true, _, _) => "static ",
        (false, true, false) => "abstract ",
        _ => "",
    };

    private static bool IsPartOfAnother(MethodInfo method) =>
        method.Name.Contains('<', StringComparison.Ordinal) || method.Name == "Finalize"
        || (method.IsSpecialName && method.Name.Split('_')[0] is "get" or "set" or "add" or "remove");

    private static bool MayBeOverridden(MethodInfo method) =>
        method is { IsVirtual: true, IsAbstract: false, IsFinal: false } && method.DeclaringType is { IsSealed: false, IsInterface: false }
        && method.Attributes.HasFlag(MethodAttributes.NewSlot);
}
