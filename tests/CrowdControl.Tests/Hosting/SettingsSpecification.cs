using CrowdControl.Functions.Dashboard;
using CrowdControl.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Tests.Hosting;

public sealed class SettingsSpecification
{
    [Theory]
    [InlineData("SignIn:Authority", null, "SignIn__Authority is missing")]
    [InlineData("SignIn:Authority", "nowhere", "SignIn__Authority is no address")]
    [InlineData("SignIn:ClientId", "", "SignIn__ClientId is missing")]
    [InlineData("SignIn:RefreshSeconds", "soon", "SignIn__RefreshSeconds is no whole number from 5 to 3600")]
    public void A_setting_that_is_missing_or_makes_no_sense_is_named_with_an_example(string key, string? value, string words)
    {
        var settings = new Dictionary<string, string?>
        {
            ["SignIn:Authority"] = "https://login.example/tenant/v2.0",
            ["SignIn:ClientId"] = "dashboard",
            ["SignIn:Scope"] = "api://crowdcontrol/access_as_user",
            [key] = value,
        };

        var wrong = Assert.Throws<InvalidOperationException>(() => SignIn.Read(Of(settings)));

        Assert.Contains(words, wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Example:", wrong.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Of(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
