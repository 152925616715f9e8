using System.Text.Json;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>A record's mention of an uploaded file.</summary>
internal sealed record BlobReference(string Cid, string MimeType, long Size)
{
    /// <summary>Null where the value is no blob.</summary>
    public static BlobReference? Read(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("$type", out var type) && type.ValueEquals("blob")
        && value.TryGetProperty("ref", out var link) && link.ValueKind == JsonValueKind.Object
        && link.TryGetProperty("$link", out var cid) && cid.ValueKind == JsonValueKind.String && Records.Cid.Parse(cid.GetString()!) is not null
        && value.TryGetProperty("mimeType", out var mimeType) && mimeType.ValueKind == JsonValueKind.String
        && value.TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out var bytes)
            ? new BlobReference(cid.GetString()!, mimeType.GetString()!, bytes)
            : null;

    /// <summary>Every blob in a record, at any depth.</summary>
    public static IEnumerable<BlobReference> In(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when Read(value) is { } reference => [reference],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => In(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(In),
        _ => [],
    };
}
