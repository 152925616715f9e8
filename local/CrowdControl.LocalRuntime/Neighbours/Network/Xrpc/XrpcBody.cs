using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;

/// <summary>Reads what came with a call and checks its form.</summary>
internal static class XrpcBody
{
    private const long LargestJson = 1_000_000;
    private const long LargestFile = 5 * 1024 * 1024;

    /// <summary>Read to its end before it is refused, else the client sees a broken connection and no answer.</summary>
    private const long LargestRead = 64 * 1024 * 1024;


    public static async Task Read(HttpRequest request, XrpcMethod method, XrpcCall call)
    {
        if (method is { Input: null, TakesFile: false }) return;
        if (string.IsNullOrEmpty(request.ContentType)) throw XrpcFault.Invalid("Request encoding (Content-Type) required but not provided");
        call.ContentType = request.ContentType.Split(';')[0].Trim();
        if (!method.TakesFile && call.ContentType != "application/json")
            throw XrpcFault.Invalid($"Wrong request encoding (Content-Type): {call.ContentType}");

        var bytes = await Bytes(request, method.TakesFile ? LargestFile : LargestJson);
        if (method.TakesFile) call.File = bytes;
        else call.Body = Parse(bytes, method);
    }

    private static async Task<byte[]> Bytes(HttpRequest request, long most)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestRead;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.Length > most ? throw XrpcFault.TooLarge() : body.ToArray();
    }

    private static JsonElement Parse(byte[] bytes, XrpcMethod method)
    {
        JsonElement body;
        try
        {
            body = JsonElement.Parse(bytes);
        }
        catch (JsonException broken)
        {
            throw XrpcFault.Invalid(broken.Message, "SyntaxError");
        }

        return method.Input!(body, "$") is { } complaint ? throw XrpcFault.Invalid(complaint) : body;
    }
}
