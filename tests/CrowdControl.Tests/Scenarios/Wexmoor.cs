using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.Tests.Scenarios;

/// <summary>The demo's force on a running stack whose storage and network can be taken away; one for all tests of a class.</summary>
public sealed class Wexmoor : IAsyncLifetime
{
    private const string MainChannel = "wexmoorpolice.test";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly HttpClient Http = new();
    private RunningStack _running = null!;

    internal ProxiedStorage Storage => _running.Storage;

    public async Task InitializeAsync()
    {
        _running = await RunningStack.OnLockedStorage();
        await new DemoSeed(_running.Plan).Plant(CancellationToken.None);
    }

    public async Task DisposeAsync() => await _running.DisposeAsync();

    internal Task<DemoApi> As(string name) => _running.As(name);

    internal static Task<T> Until<T>(string what, Func<Task<T>> look, Func<T, bool> enough) => RunningStack.Until(what, look, enough, Patience);

    /// <summary>The answer as it is, whatever its status.</summary>
    internal async Task<HttpResponseMessage> Ask(string name, HttpMethod method, string path, HttpContent? body = null, string? key = null)
    {
        var request = new HttpRequestMessage(method, _running.Plan.Address + path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _running.Token(name));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await Http.SendAsync(request);
    }

    internal async Task<object> DraftOf(string text)
    {
        using var author = await As("amira");
        var channels = (await author.Get("api/v1/channels?limit=200", default))["items"]!.AsArray();
        var channel = channels.Single(item => item!["handle"]!.GetValue<string>() == MainChannel)!["id"]!.GetValue<string>();
        return new { channel, content = new { text, languages = new[] { "en" }, images = Array.Empty<object>() } };
    }

    /// <summary>Written by one and approved by another. Returns the submission's id.</summary>
    internal async Task<string> Approve(string text)
    {
        using var author = await As("amira");
        using var approver = await As("ben");
        var draft = await author.Post("api/v1/submissions", await DraftOf(text), $"draft {text}", default);
        var (id, digest) = (draft["id"]!.GetValue<string>(), draft["digest"]!.GetValue<string>());
        await author.Post($"api/v1/submissions/{id}/submit", new { digest }, $"submit {text}", default);
        await approver.Post($"api/v1/submissions/{id}/decisions", new { verdict = "Approved", digest }, $"approve {text}", default);
        return id;
    }

    /// <summary>The submission once it has come to that state.</summary>
    internal async Task<JsonNode> Comes(string id, string state)
    {
        using var author = await As("amira");
        return await Until(state, () => author.Get($"api/v1/submissions/{id}", default), seen => seen["state"]!.GetValue<string>() == state);
    }

    /// <summary>How many posts with this text the public sees.</summary>
    internal async Task<int> Live(string text)
    {
        var page = await Http.GetFromJsonAsync<JsonNode>(
            $"{_running.Plan.NetworkAddress}xrpc/com.atproto.repo.listRecords?repo={MainChannel}&collection=app.bsky.feed.post&limit=100");
        return page!["records"]!.AsArray().Count(record => record!["value"]!["text"]!.GetValue<string>() == text);
    }

    /// <summary>A member of the public says each of these to the channels that it names.</summary>
    internal async Task Say(IEnumerable<string> texts)
    {
        using var resident = await Townsperson.Meet(new Uri(_running.Plan.NetworkAddress), "mair-j.test", Town.Password, default);
        foreach (var text in texts) await resident.Say(text, TimeProvider.System.GetUtcNow(), null, default);
    }

    /// <summary>Texts of the newest mentions that hold these words, in order.</summary>
    internal async Task<List<string>> Stored(string words)
    {
        using var desk = await As("carys");
        var page = await desk.Get("api/v1/mentions?limit=200", default);
        return [.. page["items"]!.AsArray().Select(item => item!["text"]!.GetValue<string>())
            .Where(text => text.Contains(words, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Tells the invented network what to do wrong.</summary>
    internal async Task Misbehave(params object[] faults) =>
        (await Http.PostAsJsonAsync($"{_running.Plan.NetworkAddress}_faults", faults)).EnsureSuccessStatusCode();
}
