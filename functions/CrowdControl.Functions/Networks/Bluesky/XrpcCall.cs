using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>One call of Bluesky's protocol, as something that can be made again with another token.</summary>
internal sealed record XrpcCall(HttpMethod Method, string Path, Func<HttpContent?> Body)
{
    /// <summary>A call that reads. Parameters without a value are left out; one that is there twice is sent twice.</summary>
    public static XrpcCall Query(string name, params (string Name, string? Value)[] parameters)
    {
        var query = parameters.Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}");
        return new XrpcCall(HttpMethod.Get, $"/xrpc/{name}?{string.Join('&', query)}", () => null);
    }

    public static XrpcCall Procedure(string name, JsonObject? body)
    {
        var json = body?.ToJsonString();
        return new XrpcCall(HttpMethod.Post, $"/xrpc/{name}",
            () => json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"));
    }

    public static XrpcCall Upload(ReadOnlyMemory<byte> bytes, string contentType) =>
        new(HttpMethod.Post, "/xrpc/com.atproto.repo.uploadBlob", () => new ReadOnlyMemoryContent(bytes)
        {
            Headers = { ContentType = new MediaTypeHeaderValue(contentType) },
        });

    public HttpRequestMessage To(Uri server, string? token)
    {
        var request = new HttpRequestMessage(Method, new Uri(server, Path)) { Content = Body() };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
