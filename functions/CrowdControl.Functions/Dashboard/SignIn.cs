using CrowdControl.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions.Dashboard;

/// <summary>What the page needs to sign somebody in: no secret, since the browser holds none.</summary>
/// <param name="RefreshSeconds">How often an open page looks for news.</param>
public sealed record SignIn(string Authority, string ClientId, IReadOnlyList<string> Scopes, int? RefreshSeconds)
{
    internal static SignIn Read(IConfiguration configuration) => new(
        configuration.RequiredAddress("SignIn__Authority", "https://login.microsoftonline.com/<directory id>/v2.0").ToString().TrimEnd('/'),
        configuration.Required("SignIn__ClientId", "the application id of the dashboard's app registration"),
        configuration.Required("SignIn__Scope", "api://<application id>/access_as_user").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        configuration.Number("SignIn__RefreshSeconds", 5, 3600));

    /// <summary>Scheme, host and port of the sign-in server, for the content security policy.</summary>
    internal string Origin => new Uri(Authority).GetLeftPart(UriPartial.Authority);
}
