using System.Text.Json;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>Reads records, which hold whatever a client put into them: what is not there or of another kind is null.</summary>
internal static class RecordFields
{
    public static JsonElement? Property(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var property) ? property : null;

    public static string? Text(JsonElement? value, string name) =>
        Property(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static int? Number(JsonElement? value, string name) =>
        Property(value, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var whole) ? whole : null;
}
