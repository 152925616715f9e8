using System.Globalization;
using System.Reflection;

namespace CrowdControl.LocalRuntime.Tests.Surface;

/// <summary>Constants and default values as the lists write them.</summary>
internal static class ValueText
{
    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(object? value, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null or Missing) return type.IsGenericParameter || (type.IsValueType && plain == type) ? "default" : "null";
        if (plain.IsEnum) return Member(plain, Convert.ToInt64(value, CultureInfo.InvariantCulture));
        return value switch
        {
            bool flag => Of(flag),
            string text => $"\"{Escaped(text, '"')}\"",
            char letter => $"'{Escaped(letter.ToString(), '\'')}'",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    private static string Member(Type type, long number)
    {
        var member = type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .FirstOrDefault(field => Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture) == number);
        return member is null ? $"({TypeText.Of(type)}){number}" : $"{TypeText.Of(type)}.{member.Name}";
    }

    private static string Escaped(string text, char quote) => string.Concat(text.Select(letter =>
        letter == quote || letter == '\\' ? $"\\{letter}"
        : letter is >= ' ' and <= '~' ? letter.ToString()
        : $"\\u{(int)letter:x4}"));
}
