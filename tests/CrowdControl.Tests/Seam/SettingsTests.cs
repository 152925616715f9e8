using System.Text.Json;
using System.Text.RegularExpressions;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Seam;

/// <summary>What the app reads, what the template sets and what the manual lists are the same settings.</summary>
public sealed partial class SettingsTests
{
    /// <summary>Read by the packages and the host, by names that stand nowhere in our source.</summary>
    private static readonly string[] ReadByPackages =
    [
        "AzureAd__Instance", "AzureAd__TenantId", "AzureAd__ClientId",
        "Storage__blobServiceUri", "Storage__queueServiceUri", "Storage__tableServiceUri", "Storage__credential", "Storage__clientId",
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId", "AzureWebJobsDisableHomepage",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    ];

    private static readonly string[] Optional = ["SignIn__RefreshSeconds", "Audit__TimeStampAuthority"];

    [Fact]
    public void The_manual_lists_every_setting_that_is_read()
    {
        var manual = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operating.md"));

        Assert.All(ReadHere().Concat(ReadByPackages), setting => Assert.Contains($"`{setting}`", manual));
    }

    [Fact]
    public void The_template_sets_every_setting_that_is_read_and_no_other()
    {
        var set = Template().Order(StringComparer.Ordinal);

        var read = ReadHere().Concat(ReadByPackages).Except(Optional).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(read, set);
    }

    private static IEnumerable<string> ReadHere() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !Regex.IsMatch(file, @"[/\\](bin|obj)[/\\]"))
        .SelectMany(file => Read().Matches(File.ReadAllText(file)))
        .Select(read => read.Groups.Values.Skip(1).First(name => name.Success).Value);

    private static IEnumerable<string> Template()
    {
        using var template = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "azuredeploy.json")));
        return [.. template.RootElement.GetProperty("resources").GetProperty("app").GetProperty("properties").GetProperty("siteConfig")
            .GetProperty("appSettings").EnumerateArray().Select(setting => setting.GetProperty("name").GetString()!)];
    }

    /// <summary>Names as app settings are written, as the configuration is asked for them, or between the signs of a trigger.</summary>
    [GeneratedRegex("""
        "([A-Za-z]+__[A-Za-z]+)"|configuration\["([A-Za-z_]+)"\]|"%([A-Za-z_]+)%"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Read();
}
