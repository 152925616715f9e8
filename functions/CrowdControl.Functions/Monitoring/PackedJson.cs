using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Monitoring;

/// <summary>JSON as Brotli: a property of a row holds 64 KiB, and spans compress well.</summary>
internal static class PackedJson
{
    public static JsonSerializerOptions Options { get; } = new(Json.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Pack<T>(T value)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest)) JsonSerializer.Serialize(brotli, value, Options);
        return packed.ToArray();
    }

    /// <exception cref="JsonException">It is not what was packed.</exception>
    public static T Unpack<T>(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(brotli, Options) ?? throw new JsonException("The packed value is null.");
    }
}
