using System.Net;
using System.Net.Http.Headers;

namespace CrowdControl.Tests.Scenarios;

/// <summary>The directory's keys cannot be read, so nobody's token can be checked.</summary>
public sealed class SignInIsAway
{
    [Fact]
    public async Task Whoever_signed_in_is_asked_to_come_back_and_is_not_signed_out_while_a_stranger_stays_one()
    {
        await using var stack = await RunningStack.Start(new Dictionary<string, string> { ["AzureAd__Authority"] = "http://127.0.0.1:9/away/v2.0" });
        using var http = new HttpClient { BaseAddress = new Uri(stack.Plan.Address) };
        using var stranger = await http.GetAsync("api/v1/me");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await stack.Token("dev"));

        using var member = await http.GetAsync("api/v1/me");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, member.StatusCode);
        Assert.True(member.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }
}
