using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Wire;

/// <summary>A row as JSON, and JSON as a row.</summary>
internal static class EntityJson
{
    public static byte[] Write(IReadOnlyDictionary<string, object?> properties)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (name, value) in properties)
            {
                json.WritePropertyName(name);
                WriteValue(json, name, value);
                if (Edm.NameOf(value) is { } type) json.WriteString(name + Edm.Suffix, type);
            }
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    /// <summary>Everything as JSON has it, type annotations and metadata included.</summary>
    public static Dictionary<string, object?> Read(JsonElement entity)
    {
        var properties = new Dictionary<string, object?>();
        foreach (var property in entity.EnumerateObject()) properties[property.Name] = Value(property.Value);
        return properties;
    }

    private static void WriteValue(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case ulong number: json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case double number: json.WriteNumberValue(number); break;
            case Guid id: json.WriteStringValue(id); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case BinaryData bytes: json.WriteBase64StringValue(bytes); break;
            case DateTimeOffset moment: json.WriteStringValue(Edm.Text(moment)); break;
            case DateTime { Kind: DateTimeKind.Utc } moment: json.WriteStringValue(Edm.Text(moment)); break;
            case DateTime moment:
                throw new NotSupportedException(
                    $"DateTime {moment} has a Kind of {moment.Kind}. Azure SDK requires it to be UTC. "
                    + "You can call DateTime.SpecifyKind to change Kind property value to DateTimeKind.Utc.");
            default:
                // The real package writes some of these as numbers and reads them back as nothing: say no at once.
                throw new NotSupportedException($"Not supported type {value.GetType()} of property {name}");
        }
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt32(out var small) ? (object)small : value.GetDouble(),
        _ => throw new NotSupportedException($"Not supported value kind {value.ValueKind}"),
    };
}
