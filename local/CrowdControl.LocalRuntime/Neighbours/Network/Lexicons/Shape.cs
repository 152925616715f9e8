using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;

/// <summary>A rule for a JSON value at a path: answers what is wrong with it in the real server's words, or null.</summary>
internal delegate string? Shape(JsonElement value, string path);

/// <summary>One property of an object.</summary>
internal sealed record Field(string Name, Shape Shape, bool Required = true);

/// <summary>The building blocks of lexicons: https://atproto.com/specs/lexicon.</summary>
internal static class Shapes
{
    public static readonly Shape Anything = (_, _) => null;

    public static readonly Shape Truth = (value, path) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : Expected("boolean", value, path);

    /// <param name="maxBytes">Of the UTF-8 text.</param>
    /// <param name="maxGraphemes">What people count as characters.</param>
    public static Shape Text(int? maxBytes = null, int? maxGraphemes = null) => (value, path) =>
    {
        if (value.ValueKind != JsonValueKind.String) return Expected("string", value, path);
        var text = value.GetString()!;
        if (maxBytes is { } bytes && Encoding.UTF8.GetByteCount(text) is var length && length > bytes)
            return $"string too big (maximum {bytes}, got {length}) at {path}";
        return maxGraphemes is { } graphemes && text.Length > graphemes && new StringInfo(text).LengthInTextElements is var count && count > graphemes
            ? $"grapheme too big (maximum {graphemes}, got {count}) at {path}"
            : null;
    };

    /// <param name="name">What the real server calls the format.</param>
    public static Shape Format(string name, Func<string, bool> isValid) => (value, path) =>
        value.ValueKind != JsonValueKind.String ? Expected("string", value, path)
        : isValid(value.GetString()!) ? null
        : $"Invalid {name} (got {Shown(value)}) at {path}";

    public static Shape Whole(long minimum) => (value, path) =>
        value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number) ? Expected("integer", value, path)
        : number < minimum ? $"integer too small (minimum {minimum}, got {number}) at {path}"
        : null;

    public static Shape List(Shape item, int? maximum = null) => (value, path) =>
    {
        if (value.ValueKind != JsonValueKind.Array) return Expected("array", value, path);
        if (maximum is { } most && value.GetArrayLength() > most)
            return $"array too big (maximum {most}, got {value.GetArrayLength()}) at {path}";
        return value.EnumerateArray().Index().Select(one => item(one.Item, $"{path}[{one.Index}]")).FirstOrDefault(complaint => complaint is not null);
    };

    /// <summary>Properties that are not listed are let through, as lexicons demand.</summary>
    public static Shape Object(params Field[] fields) => (value, path) =>
    {
        if (value.ValueKind != JsonValueKind.Object) return Expected("object", value, path);
        foreach (var field in fields)
        {
            if (!value.TryGetProperty(field.Name, out var property))
            {
                if (field.Required) return $"Missing required key \"{field.Name}\" at {path}";
            }
            else if (field.Shape(property, $"{path}.{field.Name}") is { } complaint)
            {
                return complaint;
            }
        }

        return null;
    };

    /// <summary>One of several kinds, told apart by <c>$type</c>. Kinds that nobody knows yet are let through.</summary>
    public static Shape OneOf(params (string Type, Shape Shape)[] kinds) => (value, path) =>
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("$type", out var type) || type.ValueKind != JsonValueKind.String)
            return Expected("an object which includes the \"$type\" property", value, path);
        var known = kinds.FirstOrDefault(kind => type.ValueEquals(kind.Type));
        return known.Shape?.Invoke(value, path);
    };

    internal static string Expected(string what, JsonElement value, string path) => $"Expected {what} value type (got {Shown(value)}) at {path}";

    internal static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(", ", value.EnumerateObject().Select(property => $"\"{property.Name}\": ..."))}}}",
        JsonValueKind.Array => "array",
        _ => value.GetRawText(),
    };
}
