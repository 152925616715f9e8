using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace CrowdControl.Tests.Scenarios;

/// <summary>What cannot be read is refused by the running app with a status, the field, and what to do.</summary>
public sealed class BadInput : IAsyncLifetime
{
    private const string Channels = "api/v1/channels";
    private static readonly HttpClient Http = new();
    private RunningStack _running = null!;

    public async Task InitializeAsync() => _running = await RunningStack.Start();

    public async Task DisposeAsync() => await _running.DisposeAsync();

    /// <summary>One stack serves all: starting it takes far longer than all of its answers.</summary>
    [Fact]
    public async Task Is_refused_with_the_field_named()
    {
        const string good = """{ "network": "bluesky", "handle": "a.test", "displayName": "A", "purpose": "B" }""";

        await Refused(HttpStatusCode.RequestEntityTooLarge, "body", Post(Channels, $$"""{ "network": "{{new string('x', 1024 * 1024)}}" }"""));
        await Refused(HttpStatusCode.BadRequest, "id", Send(HttpMethod.Get, $"{Channels}/no%20id", null));
        await Refused(HttpStatusCode.BadRequest, "colour", Post(Channels, good.Replace("\"handle\"", "\"colour\": 1, \"handle\"", StringComparison.Ordinal)));
        await Refused(HttpStatusCode.BadRequest, "handle", Post(Channels, """{ "network": "bluesky", "displayName": "A", "purpose": "B" }"""));
        await Refused(HttpStatusCode.BadRequest, "handle", Post(Channels, good.Replace("\"a.test\"", "7", StringComparison.Ordinal)));
        await Refused(HttpStatusCode.BadRequest, "network", Post(Channels, good.Replace("bluesky", "carrier-pigeon", StringComparison.Ordinal)));
        await Refused(HttpStatusCode.BadRequest, "network", Post(Channels, good[..20]));
        await Refused(HttpStatusCode.BadRequest, "body", Post(Channels, "no JSON"));
        await Refused(HttpStatusCode.BadRequest, "body", Post(Channels, "null"));
        await Refused(HttpStatusCode.BadRequest, "cursor", Send(HttpMethod.Get, $"{Channels}?cursor=no%20id", null));
        await Refused(HttpStatusCode.BadRequest, "limit", Send(HttpMethod.Get, $"{Channels}?limit=many", null));
        await Refused(HttpStatusCode.UnsupportedMediaType, "Content-Type", Send(HttpMethod.Post, Channels, new StringContent(good, Encoding.UTF8, "text/plain")));
        await Refused(HttpStatusCode.NotFound, null, Send(HttpMethod.Get, $"{Channels}/nothing", null));
    }

    private static async Task Refused(HttpStatusCode status, string? field, Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{status} was expected for {field} and not {(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((int)status, problem["status"]!.GetValue<int>());
        Assert.NotEmpty(problem["detail"]!.GetValue<string>());
        if (field is not null) Assert.Equal([field], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    private Task<HttpResponseMessage> Post(string path, string json) =>
        Send(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"));

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, _running.Plan.Address + path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _running.Token("elin"));
        return await Http.SendAsync(request);
    }
}
