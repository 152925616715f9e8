using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CrowdControl.LocalRuntime.Tests.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace CrowdControl.LocalRuntime.Tests.Identity;

/// <summary>The two members of Microsoft.Identity.Web, and what they make of tokens (its AddMicrosoftIdentityWebApi and RegisterValidAudience).</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task A_good_token_names_its_bearer_in_the_claim_types_that_the_real_one_maps_to()
    {
        await using var issuer = await TokenIssuer.Start();
        await using var app = await Run(issuer);

        var claims = await Claims(app, issuer.Token());

        Assert.Equal("22222222-0000-4000-8000-000000000002", claims["http://schemas.microsoft.com/identity/claims/objectidentifier"]);
        Assert.Equal(TokenIssuer.Directory, claims["http://schemas.microsoft.com/identity/claims/tenantid"]);
        Assert.Equal("access_as_user", claims["http://schemas.microsoft.com/identity/claims/scope"]);
        Assert.Equal("ana@force.example", claims["preferred_username"]);
    }

    [Fact]
    public async Task MapInboundClaims_false_leaves_claims_as_the_token_names_them()
    {
        await using var issuer = await TokenIssuer.Start();
        await using var app = await Run(issuer, ("AzureAd:MapInboundClaims", "false"));

        var claims = await Claims(app, issuer.Token());

        Assert.Equal(TokenIssuer.Directory, claims["tid"]);
        Assert.Equal("22222222-0000-4000-8000-000000000002", claims["oid"]);
    }

    [Fact]
    public async Task No_token_is_401_with_a_problem_that_says_nothing_more()
    {
        await using var issuer = await TokenIssuer.Start();
        await using var app = await Run(issuer);

        using var answer = await app.Http.GetAsync("me");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("Authorization failed.", problem.RootElement.GetProperty("title").GetString());
        Assert.False(problem.RootElement.TryGetProperty("detail", out _));
    }

    [Theory]
    [InlineData("audience", "IDX10214")]
    [InlineData("issuer", "IDX40001")]
    [InlineData("expired", "IDX10223")]
    [InlineData("directory", "IDX40003")]
    [InlineData("scope", "IDW10201")]
    [InlineData("signature", "IDX10511")]
    [InlineData("rubbish", "IDX1")]
    public async Task A_bad_token_is_401_and_the_detail_says_what_is_wrong(string wrong, string code)
    {
        await using var issuer = await TokenIssuer.Start();
        await using var app = await Run(issuer);

        using var answer = await Me(app, wrong switch
        {
            "audience" => issuer.Token("another-api"),
            "issuer" => issuer.Token(issuer: "https://elsewhere.example/v2.0"),
            "expired" => issuer.Token(seconds: -3600),
            "directory" => issuer.Token(but: ("tid", null)),
            "scope" => issuer.Token(but: ("scp", null)),
            "signature" => issuer.Token()[..^8] + "AAAAAAAA",
            _ => "rubbish",
        });

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.StartsWith(code, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_with_a_role_instead_of_a_scope_is_let_in()
    {
        await using var issuer = await TokenIssuer.Start();
        await using var app = await Run(issuer);

        var claims = await Claims(app, issuer.Token(but: [("scp", null), ("roles", new[] { "Api.Call" })]));

        Assert.Equal("Api.Call", claims["http://schemas.microsoft.com/ws/2008/06/identity/claims/role"]);
    }

    [Fact]
    public async Task Without_an_audience_the_client_id_counts_for_version_2_and_its_address_for_version_1()
    {
        await using var issuer = await TokenIssuer.Start();
        await using var app = await Run(issuer, ("AzureAd:Audience", ""));

        using var second = await Me(app, issuer.Token("client"));
        using var first = await Me(app, issuer.Token("api://client", but: ("ver", "1.0")));
        using var mixed = await Me(app, issuer.Token("api://client"));

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, mixed.StatusCode);
    }

    [Fact]
    public async Task Instance_and_TenantId_make_the_authority_and_an_issuer_of_many_directories_is_read_as_the_token_s_own()
    {
        await using var issuer = await TokenIssuer.Start("/organizations/v2.0", "/{tenantid}/v2.0");
        await using var app = await Run(
            issuer, ("AzureAd:Authority", ""), ("AzureAd:Instance", issuer.Address + "/"), ("AzureAd:TenantId", "organizations"));

        using var answer = await Me(app, issuer.Token());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Keys_are_kept_and_asked_for_again_when_a_token_names_one_that_is_not_among_them()
    {
        await using var issuer = await TokenIssuer.Start();
        await using var app = await Run(issuer);
        for (var time = 0; time < 3; time++) (await Me(app, issuer.Token())).Dispose();
        var before = issuer.Asked;
        issuer.ChangeKeys();

        // The old keys may answer while the new ones are on their way.
        HttpResponseMessage answer;
        do answer = await Me(app, issuer.Token());
        while (answer.StatusCode != HttpStatusCode.OK && issuer.Asked < 10);

        Assert.Equal(1, before);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static Task<TestApp> Run(TokenIssuer issuer, params (string Name, string? Value)[] but)
    {
        var settings = new Dictionary<string, string?>
        {
            ["AzureAd:Authority"] = issuer.Authority,
            ["AzureAd:ClientId"] = "client",
            ["AzureAd:Audience"] = "api",
        };
        foreach (var (name, value) in but) settings[name] = value;
        return TestApp.Run(
            [typeof(Asking)],
            builder => builder.Services.AddAuthentication().AddMicrosoftIdentityWebApi(builder.Configuration),
            settings: settings);
    }

    private static async Task<HttpResponseMessage> Me(TestApp app, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await app.Http.SendAsync(request);
    }

    private static async Task<Dictionary<string, string>> Claims(TestApp app, string token)
    {
        using var answer = await Me(app, token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(await answer.Content.ReadAsStringAsync())!;
    }

    public sealed class Asking
    {
        [Function("Me")]
        public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me")] HttpRequest request)
        {
            var (known, refusal) = await request.HttpContext.AuthenticateAzureFunctionAsync();
            return known
                ? new JsonResult(request.HttpContext.User.Claims.GroupBy(claim => claim.Type).ToDictionary(same => same.Key, same => same.First().Value))
                : refusal!;
        }
    }
}
