using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>Gets tokens as a browser and as a program would: code with PKCE for people, client credentials for callers.</summary>
internal sealed class DemoSignIn(string authority, string dashboard)
{
    public async Task<string> Token(string name, CancellationToken cancellation)
    {
        var people = DemoPeople.Read();
        return people.Callers.FirstOrDefault(caller => caller.Key == name) is { } caller
            ? await ForCaller(caller, cancellation)
            : await ForPerson(people.Person(name), cancellation);
    }

    private async Task<string> ForCaller(DemoCaller caller, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        return await Redeem(http, new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = caller.Key,
            ["client_secret"] = caller.Secret,
            ["scope"] = "api://crowdcontrol/.default",
        }, cancellation);
    }

    private async Task<string> ForPerson(DemoPerson person, CancellationToken cancellation)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var http = new HttpClient(handler);
        var verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var back = $"{dashboard.TrimEnd('/')}/";
        var code = await Follow(http, QueryHelpers.AddQueryString($"{authority}/auth", new Dictionary<string, string?>
        {
            ["client_id"] = "dashboard",
            ["response_type"] = "code",
            ["redirect_uri"] = back,
            ["state"] = "token",
            ["scope"] = $"openid profile {DemoPeople.Scope}",
            ["login_hint"] = person.Key,
            ["code_challenge_method"] = "S256",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
        }), back, cancellation);
        return await Redeem(http, new()
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = "dashboard",
            ["code"] = code,
            ["redirect_uri"] = back,
            ["code_verifier"] = verifier,
        }, cancellation);
    }

    private static async Task<string> Follow(HttpClient http, string address, string back, CancellationToken cancellation)
    {
        for (var step = 0; step < 10; step++)
        {
            using var answer = await http.GetAsync(address, cancellation);
            if (answer.Headers.Location is not { } next)
                throw new StartFailed($"The sign-in server answered {(int)answer.StatusCode} where a redirect was due.");
            address = new Uri(new Uri(address), next).ToString();
            if (address.StartsWith(back, StringComparison.Ordinal))
                return QueryHelpers.ParseQuery(new Uri(address).Query)["code"].ToString();
        }

        throw new StartFailed("The sign-in server never came back to the dashboard.");
    }

    private async Task<string> Redeem(HttpClient http, Dictionary<string, string> form, CancellationToken cancellation)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync($"{authority}/token", content, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        if (!answer.IsSuccessStatusCode) throw new StartFailed($"The sign-in server refused: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString()!;
    }
}
