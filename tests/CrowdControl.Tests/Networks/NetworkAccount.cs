using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Tests.Networks;

/// <summary>Somebody's account on a network that speaks Bluesky's protocol, opened through the protocol itself.</summary>
internal sealed class NetworkAccount(Uri server, string did, string handle, string password, string token)
{
    private static readonly HttpClient Http = new();
    private static int _opened;

    public string Did => did;

    public string Handle => handle;

    public string Password => password;

    /// <summary>With the account's own password.</summary>
    public NetworkAccess Access => new(Channel: did, server, did, did, password);

    public static async Task<NetworkAccount> Open(Uri server, string name = "desk")
    {
        var handle = $"{name}{Environment.ProcessId % 100_000}x{Interlocked.Increment(ref _opened)}.test";
        var password = $"password of {handle}";
        var opened = await Post(server, "com.atproto.server.createAccount", null, new JsonObject
        {
            ["handle"] = handle,
            ["password"] = password,
            ["email"] = $"{handle}@example.org",
        });
        return new NetworkAccount(server, opened["did"]!.GetValue<string>(), handle, password, opened["accessJwt"]!.GetValue<string>());
    }

    public async Task<string> AppPassword() =>
        (await Call("com.atproto.server.createAppPassword", new JsonObject { ["name"] = "CrowdControl" }))["password"]!.GetValue<string>();

    public Task<JsonObject> Call(string procedure, JsonObject body) => Post(server, procedure, token, body);

    public async Task<JsonObject> Ask(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, $"/xrpc/{query}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Read(await Http.SendAsync(request), query);
    }

    /// <summary>The account's posts as its own server keeps them, newest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> Records()
    {
        var page = await Ask($"com.atproto.repo.listRecords?repo={did}&collection=app.bsky.feed.post&limit=100");
        return [.. page["records"]!.AsArray().OfType<JsonNode>()];
    }

    private static async Task<JsonObject> Post(Uri server, string procedure, string? token, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, $"/xrpc/{procedure}"));
        request.Content = JsonContent.Create(body);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Read(await Http.SendAsync(request), procedure);
    }

    private static async Task<JsonObject> Read(HttpResponseMessage answer, string what)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!.AsObject()
            : throw new InvalidOperationException($"{what} was answered {(int)answer.StatusCode}: {text}");
    }
}
