using System.Formats.Cbor;
using System.Text.Json;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>Encodes a record as the network hashes it: DAG-CBOR, keys by length and then by bytes, links as tag 42.</summary>
internal static class DagCbor
{
    private const CborTag Link = (CborTag)42;

    /// <exception cref="NotEncodable">The value holds what records cannot hold, such as a fraction.</exception>
    public static byte[] Encode(JsonElement value)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        Write(writer, value, "$.record");
        return writer.Encode();
    }

    private static void Write(CborWriter writer, JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(writer, value, path); break;
            case JsonValueKind.Array:
                writer.WriteStartArray(value.GetArrayLength());
                foreach (var (index, item) in value.EnumerateArray().Index()) Write(writer, item, $"{path}[{index}]");
                writer.WriteEndArray();
                break;
            case JsonValueKind.String: writer.WriteTextString(value.GetString()!); break;
            case JsonValueKind.Number when value.TryGetInt64(out var whole): writer.WriteInt64(whole); break;
            case JsonValueKind.True or JsonValueKind.False: writer.WriteBoolean(value.GetBoolean()); break;
            case JsonValueKind.Null: writer.WriteNull(); break;
            default:
                throw new NotEncodable("Expected one of null, boolean, integer, string, cid, bytes, array or object value type "
                    + $"(got {value.GetRawText()}) at {path}");
        }
    }

    private static void WriteObject(CborWriter writer, JsonElement value, string path)
    {
        if (value.GetPropertyCount() == 1 && value.TryGetProperty("$link", out var link) && Cid.Parse(link.GetString() ?? "") is { } cid)
        {
            writer.WriteTag(Link);
            writer.WriteByteString([0, .. cid]);
            return;
        }

        writer.WriteStartMap(value.GetPropertyCount());
        foreach (var property in value.EnumerateObject())
        {
            writer.WriteTextString(property.Name);
            Write(writer, property.Value, $"{path}.{property.Name}");
        }

        writer.WriteEndMap();
    }
}

/// <summary>A record holds a value that the network's data model lacks.</summary>
internal sealed class NotEncodable(string message) : Exception(message);
