using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Access;
using CrowdControl.Functions.Hosting;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Servers.Seeding;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Tests.Scenarios;

/// <summary>Walks every route of the app: as nobody, as each role, and as a member of another organisation.</summary>
public sealed partial class EveryRoute : IAsyncLifetime
{
    private static readonly HttpClient Http = new();
    private RunningStack _running = null!;

    public async Task InitializeAsync()
    {
        _running = await RunningStack.Start();
        await new DemoSeed(_running.Plan).Plant(CancellationToken.None);
    }

    public async Task DisposeAsync() => await _running.DisposeAsync();

    /// <summary>One stack serves all three walks: starting it takes longer than walking.</summary>
    [Fact]
    public async Task Is_closed_to_nobody_to_roles_without_the_right_and_to_other_organisations()
    {
        await Nobody_who_has_not_signed_in_gets_past_a_closed_route();
        await Each_role_gets_exactly_as_far_as_the_matrix_says();
        await A_member_of_another_organisation_finds_nothing_of_this_one();
    }

    private async Task Nobody_who_has_not_signed_in_gets_past_a_closed_route()
    {
        foreach (var (route, method) in Routes())
            foreach (var token in new[] { null, "not.a.token" })
            {
                var status = (await Send(method, Address(route, "nothing"), token, "{ \"never\": \"read\" ")).Status;

                if (route.IsPublic) Assert.NotEqual(HttpStatusCode.Unauthorized, status);
                else Assert.True(status == HttpStatusCode.Unauthorized, $"{method} {route.Template} answered {status} to nobody.");
            }
    }

    private async Task Each_role_gets_exactly_as_far_as_the_matrix_says()
    {
        using var administrator = await _running.As("elin");
        var everybody = await Everybody(administrator);
        var (fran, newsroom) = (everybody.Single(one => Name(one) == "DCI Fran Okafor"), everybody.Single(one => Name(one) == "Newsroom system"));
        await End(administrator, fran);
        await End(administrator, newsroom);
        foreach (var role in Enum.GetValues<Role>())
        {
            var (walker, token) = role is Role.ApiCaller ? (newsroom, await _running.Token("newsroom")) : (fran, await _running.Token("fran"));
            var given = await administrator.Post($"api/v1/members/{Id(walker)}/grants", new { role = role.ToString() }, $"walk {role}", default);
            await Walk(role, token);
            await End(administrator, given);
        }
    }

    private async Task Walk(Role role, string token)
    {
        foreach (var (route, method) in Routes().Where(one => !one.Route.IsPublic))
        {
            var (status, body) = await Send(method, Address(route, "nothing"), token, "{}");

            var may = route.IsForEveryMember || route.AnyOf!.Any(role.Permissions().Contains);
            var refused = status == HttpStatusCode.Forbidden && body.Contains("This needs the right", StringComparison.Ordinal);
            Assert.True(refused != may, $"{role} got {status} from {method} {route.Template}, and the matrix says {(may ? "yes" : "no")}. {body}");
            Assert.True((int)status < 500, $"{method} {route.Template} answered {status}. {body}");
        }
    }

    private async Task A_member_of_another_organisation_finds_nothing_of_this_one()
    {
        var token = await Harbourside();
        var ours = await EveryIdOfWexmoor();
        foreach (var (route, method) in Routes().Where(one => !one.Route.IsPublic))
            foreach (var id in TemplatePart().IsMatch(route.Template) ? ours : ["none"])
            {
                var (status, body) = await Send(method, Address(route, id), token, "{}");

                Assert.True((int)status < 500, $"{method} {Address(route, id)} answered {status}. {body}");
                Assert.DoesNotContain("wexmoor", body, StringComparison.OrdinalIgnoreCase);
                if (id == "none" || route.IsForEveryMember) continue;
                Assert.True(status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{method} {Address(route, id)} answered {status}. {body}");
                Assert.True(method != "GET" || status is HttpStatusCode.NotFound, $"GET {Address(route, id)} answered {status}.");
            }

        await NamesOfWexmoorInBodiesAreNotFound(token, ours[0]);
    }

    private async Task NamesOfWexmoorInBodiesAreNotFound(string token, string channel)
    {
        var content = new JsonObject { ["text"] = "x", ["languages"] = new JsonArray("en"), ["images"] = new JsonArray() };
        var drafted = await Send("POST", "api/v1/submissions", token, new JsonObject { ["channel"] = channel, ["content"] = content }.ToJsonString());
        var mine = JsonNode.Parse((await Send("GET", "api/v1/me", token, null)).Body)!["member"]!["id"]!.GetValue<string>();
        var granted = await Send("POST", $"api/v1/members/{mine}/grants", token, $$"""{ "role": "Author", "channels": ["{{channel}}"] }""");

        var disclosed = await Send("POST", "api/v1/disclosures", token, $$"""{ "channel": "{{channel}}", "purpose": "x", "authority": "x", "recipient": "x" }""");

        Assert.Equal(HttpStatusCode.NotFound, drafted.Status);
        Assert.Equal(HttpStatusCode.NotFound, disclosed.Status);
        Assert.Contains(granted.Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.Conflict });
    }

    /// <summary>Another organisation on the same service, and a member of it who holds every role that can be held together.</summary>
    private async Task<string> Harbourside()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage"] = _running.Plan.StorageConnection }).Build();
        var tables = new Tables(new StorageClients(settings, Credentials.Of(settings)));
        var hari = DemoPeople.Read().Person("hari");
        var place = new Place(new TenantId("harbourside"), new MemberId("hari"));
        var grants = Enum.GetValues<Role>().Select(role => new Grant(new GrantId(role.ToString()), role, Scope.Everything, null, null));
        await new MemberTable(tables).Found(new Organisation(place.Tenant, "Harbourside Council"), new Member(
            place.Tenant, place.Member, hari.Name, null, MemberKind.Person, MemberState.Active, DemoPeople.Directory, hari.ObjectId, [.. grants]), default);
        await new IdentityTable(tables).Claim(DemoPeople.Directory, hari.ObjectId, place, default);
        return await _running.Token("hari");
    }

    /// <summary>A channel first, then one of everything else that has an id.</summary>
    private async Task<List<string>> EveryIdOfWexmoor()
    {
        using var administrator = await _running.As("elin");
        using var author = await _running.As("amira");
        using var desk = await _running.As("carys");
        var channel = First(await administrator.Get("api/v1/channels", default), "wexmoorpolice.test");
        var content = new { text = "A secret of Wexmoor", languages = new[] { "en" }, images = Array.Empty<object>() };
        var submission = await author.Post("api/v1/submissions", new { channel, content }, "walk", default);
        var disclosure = await desk.Post("api/v1/disclosures", new { channel, purpose = "A secret of Wexmoor", authority = "An order", recipient = "A court" }, "walk", default);
        var mentions = await RunningStack.Until("A mention", () => desk.Get("api/v1/mentions", default),
            page => page["items"]!.AsArray().Count > 0, TimeSpan.FromMinutes(2));
        return
        [
            channel, Id(submission), First(mentions), First(await desk.Get("api/v1/watches", default)), First(await desk.Get("api/v1/feeds", default)),
            First(await administrator.Get("api/v1/members", default)), Id(disclosure),
        ];
    }

    private static IEnumerable<(AppRoute Route, string Method)> Routes() =>
        from route in AppRoute.All.Values from method in route.Methods where method != "HEAD" select (route, method);

    private static string Address(AppRoute route, string id) => TemplatePart().Replace(route.Template, route.Template.StartsWith("{*", StringComparison.Ordinal) ? "" : id);

    private async Task<(HttpStatusCode Status, string Body)> Send(string method, string path, string? token, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), _running.Plan.Address + path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null && method is "POST" or "PUT") request.Content = new StringContent(body!, Encoding.UTF8, "application/json");
        if (method is "PUT") request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var answer = await Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task End(DemoApi administrator, JsonNode member)
    {
        foreach (var grant in member["grants"]!.AsArray())
            await administrator.Post($"api/v1/members/{Id(member)}/grants/{Id(grant!)}/end", new { }, $"end {Id(grant!)}", default);
    }

    private static async Task<List<JsonNode>> Everybody(DemoApi administrator) =>
        [.. (await administrator.Get("api/v1/members?limit=200", default))["items"]!.AsArray().OfType<JsonNode>()];

    private static string First(JsonNode page, string? handle = null) =>
        Id(page["items"]!.AsArray().First(item => handle is null || item!["handle"]!.GetValue<string>() == handle)!);

    private static string Id(JsonNode made) => made["id"]!.GetValue<string>();

    private static string Name(JsonNode member) => member["name"]!.GetValue<string>();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex TemplatePart();
}
