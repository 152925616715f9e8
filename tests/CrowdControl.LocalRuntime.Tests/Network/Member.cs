using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrowdControl.LocalRuntime.Tests.Network;

/// <summary>Somebody on the network under test, signed in.</summary>
internal sealed class Member(HttpClient http, JsonNode session)
{
    public string Did { get; } = session["did"]!.GetValue<string>();

    public string Access { get; } = session["accessJwt"]!.GetValue<string>();

    public string Refresh { get; } = session["refreshJwt"]!.GetValue<string>();

    public static async Task<Member> Join(HttpClient http, string name, string password)
    {
        var answer = await http.PostAsJsonAsync("xrpc/com.atproto.server.createAccount", new
        {
            handle = $"{name}.test",
            email = $"{name}@town.example",
            password,
        });
        return new Member(http, (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!);
    }

    /// <summary>A post as it has to be, plus what the test is about.</summary>
    public static JsonObject PostOf(string text, JsonObject? also = null, string? at = null)
    {
        var record = also?.DeepClone().AsObject() ?? [];
        record["$type"] = "app.bsky.feed.post";
        record["text"] = text;
        record["createdAt"] = at ?? DateTimeOffset.UnixEpoch.AddYears(56).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return record;
    }

    public static JsonObject Answering(JsonNode root, JsonNode? parent = null) => new()
    {
        ["reply"] = new JsonObject { ["root"] = Reference(root), ["parent"] = Reference(parent ?? root) },
    };

    public static JsonObject Quoting(JsonNode post) => new()
    {
        ["embed"] = new JsonObject { ["$type"] = "app.bsky.embed.record", ["record"] = Reference(post) },
    };

    public static JsonObject Mentioning(Member other, int bytes) => new()
    {
        ["facets"] = new JsonArray(new JsonObject
        {
            ["index"] = new JsonObject { ["byteStart"] = 0, ["byteEnd"] = bytes },
            ["features"] = new JsonArray(new JsonObject { ["$type"] = "app.bsky.richtext.facet#mention", ["did"] = other.Did }),
        }),
    };

    public static JsonObject Reference(JsonNode made) => new()
    {
        ["uri"] = made["uri"]!.GetValue<string>(),
        ["cid"] = made["cid"]!.GetValue<string>(),
    };

    public Task<(int Status, JsonNode Body)> Create(JsonNode record, string? rkey = null, string collection = "app.bsky.feed.post", bool? validate = null)
    {
        var body = new JsonObject { ["repo"] = Did, ["collection"] = collection, ["record"] = record.DeepClone() };
        if (rkey is not null) body["rkey"] = rkey;
        if (validate is not null) body["validate"] = validate;
        return Call("com.atproto.repo.createRecord", body);
    }

    /// <summary>Says something that has to be taken.</summary>
    public async Task<JsonNode> Say(string text, JsonObject? also = null, string? at = null)
    {
        var (status, made) = await Create(PostOf(text, also, at));
        Assert.True(status == 200, made.ToJsonString());
        return made;
    }

    public Task<(int Status, JsonNode Body)> Delete(JsonNode made) => Call("com.atproto.repo.deleteRecord", new JsonObject
    {
        ["repo"] = Did,
        ["collection"] = made["uri"]!.GetValue<string>().Split('/')[3],
        ["rkey"] = made["uri"]!.GetValue<string>().Split('/')[4],
    });

    public async Task<JsonNode> Read(string methodAndQuery)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"xrpc/{methodAndQuery}");
        var (status, body) = await NetworkUnderTest.Send(http, request, Access);
        Assert.True(status == 200, body.ToJsonString());
        return body;
    }

    public async Task<(int Status, JsonNode Body)> Upload(byte[] bytes, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "xrpc/com.atproto.repo.uploadBlob") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await NetworkUnderTest.Send(http, request, Access);
    }

    public async Task<(int Status, JsonNode Body)> Call(string method, JsonNode body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"xrpc/{method}") { Content = JsonContent.Create(body) };
        return await NetworkUnderTest.Send(http, request, Access);
    }
}
