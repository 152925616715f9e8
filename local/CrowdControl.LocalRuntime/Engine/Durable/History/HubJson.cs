using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrowdControl.LocalRuntime.Engine.Durable.History;

/// <summary>How the engine writes its own records; the app's inputs and results are strings in them, written by the worker's converter.</summary>
internal static class HubJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Most of a record is JSON in a string: written as "\"" a quotation mark takes a third of "\u0022".
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)
        ?? throw new InvalidDataException($"A record of the task hub is empty where a {typeof(T).Name} was expected.");
}
