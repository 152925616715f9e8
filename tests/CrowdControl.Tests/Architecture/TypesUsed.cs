using System.Reflection;
using System.Reflection.Emit;

namespace CrowdControl.Tests.Architecture;

/// <summary>Which types a type needs: those it is declared with, and those that the code of its methods names.</summary>
internal static class TypesUsed
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private const byte Extended = 0xFE;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IEnumerable<Type> By(Type type) => Declared(type).Concat(Named(type)).SelectMany(Parts).Distinct();

    private static IEnumerable<Type> Declared(Type type)
    {
        if (type.BaseType is { } parent) yield return parent;
        foreach (var promised in type.GetInterfaces()) yield return promised;
        foreach (var field in type.GetFields(Own)) yield return field.FieldType;
        foreach (var method in Methods(type))
        {
            foreach (var parameter in method.GetParameters()) yield return parameter.ParameterType;
            if (method is MethodInfo { ReturnType: var answer }) yield return answer;
        }

        foreach (var said in type.GetMembers(Own).Append(type).SelectMany(member => member.GetCustomAttributesData()))
        {
            yield return said.AttributeType;
            foreach (var argument in said.ConstructorArguments)
                if (argument.Value is Type named) yield return named;
        }
    }

    private static IEnumerable<Type> Named(Type type)
    {
        foreach (var method in Methods(type))
            if (method.GetMethodBody() is { } body)
            {
                foreach (var local in body.LocalVariables) yield return local.LocalType;
                foreach (var clause in body.ExceptionHandlingClauses)
                    if (clause is { Flags: ExceptionHandlingClauseOptions.Clause, CatchType: { } caught }) yield return caught;
                var (ofType, ofMethod) = (type.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : []);
                foreach (var token in Tokens(body.GetILAsByteArray()!))
                    switch (type.Module.ResolveMember(token, ofType, ofMethod))
                    {
                        case Type named:
                            yield return named;
                            break;
                        case { } member:
                            yield return member.DeclaringType!;
                            if (member is MethodInfo { IsGenericMethod: true } generic)
                                foreach (var argument in generic.GetGenericArguments()) yield return argument;
                            break;
                    }
            }
    }

    private static IEnumerable<MethodBase> Methods(Type type) => type.GetMethods(Own).Concat<MethodBase>(type.GetConstructors(Own));

    /// <summary>ECMA-335, III.1.2: each instruction is a code of one or two bytes and an operand whose length the code tells.</summary>
    private static IEnumerable<int> Tokens(byte[] il)
    {
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == Extended ? Codes[(short)(il[at] << 8 | il[at + 1])] : Codes[il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return BitConverter.ToInt32(il, at);
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Parts(Type type) => type switch
    {
        { HasElementType: true } => Parts(type.GetElementType()!),
        { IsGenericType: true, IsGenericTypeDefinition: false } => type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        { IsGenericParameter: true } => [],
        _ => [type],
    };
}
