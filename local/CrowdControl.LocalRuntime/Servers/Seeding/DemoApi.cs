using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrowdControl.LocalRuntime.Servers.Seeding;

/// <summary>The product's own API, called as one demo person: what is seeded went in by the front door.</summary>
internal sealed class DemoApi(Uri address, string token) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    public async Task<JsonNode> Get(string path, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(path, cancellation);
        return await Read(answer, path, cancellation);
    }

    /// <param name="key">Idempotency-Key: seeding that was cut short goes on where it stopped.</param>
    public async Task<JsonNode> Post(string path, object body, string key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await _http.SendAsync(request, cancellation);
        return await Read(answer, path, cancellation);
    }

    public async Task<JsonNode> Upload(string path, byte[] content, string type, CancellationToken cancellation)
    {
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var answer = await _http.PostAsync(path, body, cancellation);
        return await Read(answer, path, cancellation);
    }

    public async Task<JsonNode> Put(string path, object body, CancellationToken cancellation)
    {
        using var answer = await _http.PutAsJsonAsync(path, body, cancellation);
        return await Read(answer, path, cancellation);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode> Read(HttpResponseMessage answer, string path, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new ApiFault((int)answer.StatusCode, $"{path} answered {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}

/// <summary>The API said no. <paramref name="status"/> is the HTTP status.</summary>
internal sealed class ApiFault(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
