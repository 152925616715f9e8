using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CrowdControl.LocalRuntime.Engine.Functions.Inputs;

/// <summary>Text as a parameter's type, by the converters of the worker in their order.</summary>
internal static class TextValue
{
    /// <exception cref="JsonException">The text is not of that type.</exception>
    public static object? Of(string text, Type type, JsonSerializerOptions json)
    {
        if (type.IsAssignableFrom(typeof(string))) return text;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(Guid) && Guid.TryParse(text, out var guid)) return guid;
        if (plain == typeof(DateTimeOffset) && DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, out var moment)) return moment;
        if (plain == typeof(DateTime) && DateTime.TryParse(text, CultureInfo.CurrentCulture, out var time)) return time;
        if (type.IsAssignableFrom(typeof(byte[]))) return Encoding.UTF8.GetBytes(text);
        return JsonSerializer.Deserialize(text, type, json);
    }
}
