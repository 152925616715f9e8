using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Dashboard;

/// <summary>JSON schemas of the records that the API reads and answers, as its serializer writes them.</summary>
internal sealed class SchemaBook
{
    private static readonly string[] Endings = ["View", "Answer", "Request"];
    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _names = [];

    public JsonObject All => new(_schemas.Select(schema => KeyValuePair.Create<string, JsonNode?>(schema.Key, schema.Value)));

    public static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    public JsonObject Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (Simple(plain) is { } simple) return simple;
        if (plain.IsEnum) return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetNames(plain).Select(name => JsonValue.Create(name))]) };
        var shape = Json.Options.GetTypeInfo(plain);
        return shape.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new JsonObject { ["type"] = "array", ["items"] = Of(shape.ElementType!) },
            JsonTypeInfoKind.Dictionary => new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(shape.ElementType!) },
            JsonTypeInfoKind.Object when IsPage(plain) => Properties(shape),
            JsonTypeInfoKind.Object => Named(shape),
            _ => throw new InvalidOperationException($"{plain} cannot be described: the API answers records, lists and simple values."),
        };
    }

    /// <summary>RFC 9457, as <see cref="Answers"/> writes it.</summary>
    public void Problem() => _schemas["Problem"] = new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["type"] = "string" },
            ["title"] = new JsonObject { ["type"] = "string" },
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["detail"] = new JsonObject { ["type"] = "string" },
            ["errors"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(typeof(string[])) },
        },
        ["required"] = new JsonArray("type", "title", "status"),
    };

    private JsonObject Named(JsonTypeInfo shape)
    {
        var name = NameOf(shape.Type);
        if (_names.TryAdd(name, shape.Type))
        {
            _schemas[name] = [];
            _schemas[name] = Properties(shape);
        }
        else if (_names[name] != shape.Type)
            throw new InvalidOperationException($"{_names[name]} and {shape.Type} are both called {name} in the API's description. Rename one.");
        return Reference(name);
    }

    private JsonObject Properties(JsonTypeInfo shape)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in shape.Properties.Where(property => property.Get is not null || property.AssociatedParameter is not null))
        {
            var optional = property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null;
            properties[property.Name] = optional ? OrNull(Of(property.PropertyType)) : Of(property.PropertyType);
            if (!optional) required.Add(property.Name);
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
    }

    /// <summary>Absent is how the API says null; callers may write either.</summary>
    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is not JsonValue kind) return new JsonObject { ["oneOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        schema["type"] = new JsonArray(kind.GetValue<string>(), "null");
        if (schema["enum"] is JsonArray names) names.Add(null);
        return schema;
    }

    private static JsonObject? Simple(Type type) => type switch
    {
        _ when type == typeof(string) || type == typeof(Uri) => new JsonObject { ["type"] = "string" },
        _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
        _ when type == typeof(int) || type == typeof(long) => new JsonObject { ["type"] = "integer" },
        _ when type == typeof(double) || type == typeof(decimal) => new JsonObject { ["type"] = "number" },
        _ when type == typeof(DateTimeOffset) => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        _ => null,
    };

    private static bool IsPage(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>);

    /// <summary>A record called MemberView or MentionAnswer is "Member" or "Mention" to the outside; NewMemberRequest is "NewMember".</summary>
    private static string NameOf(Type type) =>
        Endings.FirstOrDefault(ending => type.Name.EndsWith(ending, StringComparison.Ordinal)) is { } ending ? type.Name[..^ending.Length] : type.Name;
}
