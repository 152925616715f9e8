using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CrowdControl.Functions.Hosting;

/// <summary>How the API and the stores write JSON: camelCase, enums by name, nothing for null.</summary>
internal static class Json
{
    /// <summary>For answers and rows. A member that is not known is passed over, so that an older release reads what a newer one wrote.</summary>
    public static JsonSerializerOptions Options { get; } = Make(JsonUnmappedMemberHandling.Skip);

    /// <summary>For what callers send: a member that is not known is an error, since it was meant to do something.</summary>
    public static JsonSerializerOptions Requests { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    private static JsonSerializerOptions Make(JsonUnmappedMemberHandling unknown)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            UnmappedMemberHandling = unknown,
            NumberHandling = JsonNumberHandling.Strict,
            Converters = { new JsonStringEnumConverter(null, allowIntegerValues: false) },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NullableIsOptional } },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void NullableIsOptional(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.AssociatedParameter is { IsNullable: true }) property.IsRequired = false;
    }
}
