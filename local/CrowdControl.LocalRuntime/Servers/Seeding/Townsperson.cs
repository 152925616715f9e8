using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;

namespace CrowdControl.LocalRuntime.Servers.Seeding;

/// <summary>One account on the invented network, used as any client of that network would: by its own protocol.</summary>
internal sealed class Townsperson : IDisposable
{
    private readonly HttpClient _http;
    private readonly ConcurrentDictionary<string, string> _dids = new();

    private Townsperson(HttpClient http, string did) => (_http, Did) = (http, did);

    public string Did { get; }

    /// <summary>Signs in, after opening the account where there is none.</summary>
    public static async Task<Townsperson> Meet(Uri network, string handle, string password, CancellationToken cancellation)
    {
        var http = new HttpClient { BaseAddress = network };
        var opened = await http.PostAsJsonAsync("xrpc/com.atproto.server.createAccount", new
        {
            handle,
            password,
            email = $"{handle.Split('.')[0]}@town.example",
        }, cancellation);
        if (!opened.IsSuccessStatusCode)
            opened = await http.PostAsJsonAsync("xrpc/com.atproto.server.createSession", new { identifier = handle, password }, cancellation);
        opened.EnsureSuccessStatusCode();
        var session = (await opened.Content.ReadFromJsonAsync<JsonNode>(cancellation))!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session["accessJwt"]!.GetValue<string>());
        return new Townsperson(http, session["did"]!.GetValue<string>());
    }

    public Task Introduce(string displayName, string description, CancellationToken cancellation) => Call("putRecord", new JsonObject
    {
        ["repo"] = Did,
        ["collection"] = "app.bsky.actor.profile",
        ["rkey"] = "self",
        ["record"] = new JsonObject
        {
            ["$type"] = "app.bsky.actor.profile",
            ["displayName"] = displayName,
            ["description"] = description,
        },
    }, cancellation);

    public async Task<PostAddress> Say(string text, DateTimeOffset at, PostAddress? answering, CancellationToken cancellation)
    {
        var record = new JsonObject
        {
            ["$type"] = "app.bsky.feed.post",
            ["text"] = text,
            ["createdAt"] = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
        };
        if (TextMarks.Facets(text, await Known(text, cancellation)) is { Count: > 0 } facets) record["facets"] = facets;
        if (answering is not null)
            record["reply"] = new JsonObject { ["root"] = answering.ToJson(), ["parent"] = answering.ToJson() };
        var made = await Call("createRecord", new JsonObject
        {
            ["repo"] = Did,
            ["collection"] = "app.bsky.feed.post",
            ["record"] = record,
        }, cancellation);
        return new PostAddress(made["uri"]!.GetValue<string>(), made["cid"]!.GetValue<string>());
    }

    /// <summary>The newest post of an account, or null where it has none.</summary>
    public async Task<PostAddress?> Newest(string handle, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(
            $"xrpc/com.atproto.repo.listRecords?repo={handle}&collection=app.bsky.feed.post&limit=1", cancellation);
        if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound) return null;
        var found = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(cancellation))!["records"]!.AsArray();
        return found is [{ } newest, ..]
            ? new PostAddress(newest["uri"]!.GetValue<string>(), newest["cid"]!.GetValue<string>())
            : null;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Looks up whom a text mentions: a mention that is not marked as one reaches nobody.</summary>
    private async Task<Func<string, string?>> Known(string text, CancellationToken cancellation)
    {
        foreach (var handle in TextMarks.Handles(text).Where(handle => !_dids.ContainsKey(handle)))
        {
            using var answer = await _http.GetAsync($"xrpc/com.atproto.identity.resolveHandle?handle={handle}", cancellation);
            if (answer.IsSuccessStatusCode)
                _dids[handle] = (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellation))!["did"]!.GetValue<string>();
        }

        return handle => _dids.GetValueOrDefault(handle);
    }

    private async Task<JsonNode> Call(string method, JsonObject body, CancellationToken cancellation)
    {
        using var answer = await _http.PostAsJsonAsync($"xrpc/com.atproto.repo.{method}", body, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        if (!answer.IsSuccessStatusCode) throw new StartFailed($"The invented network refused {method}: {text}");
        return JsonNode.Parse(text)!;
    }
}

internal sealed record PostAddress(string Uri, string Cid)
{
    public JsonObject ToJson() => new() { ["uri"] = Uri, ["cid"] = Cid };
}
