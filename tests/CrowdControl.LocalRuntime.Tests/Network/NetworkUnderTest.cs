using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Neighbours.Network;

namespace CrowdControl.LocalRuntime.Tests.Network;

/// <summary>An invented network of one test's own, in a folder that is thrown away.</summary>
internal sealed class NetworkUnderTest : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowdcontrol-network-");
    private NetworkServer? _server;

    public HttpClient Http { get; private set; } = new();

    public string Folder => _folder.FullName;

    public Uri Address => _server!.Address;

    public static async Task<NetworkUnderTest> Start(bool rateLimits = false, TimeProvider? clock = null)
    {
        var network = new NetworkUnderTest();
        await network.Open(rateLimits, clock);
        return network;
    }

    /// <summary>The same network in a new server, as after a restart.</summary>
    public async Task Restart()
    {
        await _server!.DisposeAsync();
        await Open(rateLimits: false, clock: null);
    }

    public Task<Member> Join(string name, string password = "invented") => Member.Join(Http, name, password);

    public async Task<(int Status, JsonNode Body)> Get(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(Http, request, token);
    }

    public async Task<(int Status, JsonNode Body)> Post(string method, JsonNode? body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"xrpc/{method}") { Content = body is null ? null : JsonContent.Create(body) };
        return await Send(Http, request, token);
    }

    public Task Misbehave(params object[] faults) => Http.PostAsJsonAsync("_faults", faults);

    public static async Task<(int Status, JsonNode Body)> Send(HttpClient http, HttpRequestMessage request, string? token)
    {
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task Open(bool rateLimits, TimeProvider? clock)
    {
        _server = await NetworkServer.Start(
            new NetworkPlan(Folder, Port: 0) { RateLimits = rateLimits, Clock = clock ?? TimeProvider.System }, CancellationToken.None);
        Http = new HttpClient { BaseAddress = _server.Address };
    }
}
