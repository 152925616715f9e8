using System.Text.Json;
using System.Text.RegularExpressions;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Seam;

/// <summary>What an app reads, what its template sets and what the manual lists are the same settings.</summary>
public sealed partial class SettingsTests
{
    /// <summary>Read by the packages and the host, by names that stand nowhere in our source.</summary>
    private static readonly string[] ReadByPackages =
    [
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId", "AzureWebJobsDisableHomepage",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    ];

    private static readonly string[] ReadByPackagesOfTheApp =
    [
        .. ReadByPackages, "AzureAd__Instance", "AzureAd__TenantId", "AzureAd__ClientId",
        "Storage__blobServiceUri", "Storage__queueServiceUri", "Storage__tableServiceUri", "Storage__credential", "Storage__clientId",
    ];

    private static readonly string[] Optional = ["SignIn__RefreshSeconds", "Audit__TimeStampAuthority", "Audit__TimeStampRoot", "Passkeys__Required"];

    [Fact]
    public void The_manual_lists_every_setting_that_is_read()
    {
        var manual = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operating.md"));

        Assert.All(ReadIn("").Concat(ReadByPackagesOfTheApp), setting => Assert.Contains($"`{setting}`", manual));
    }

    [Fact]
    public void The_template_sets_every_setting_that_is_read_and_no_other()
    {
        var set = Template("azuredeploy.json").Order(StringComparer.Ordinal);

        var read = ReadIn("CrowdControl.Functions").Concat(ReadByPackagesOfTheApp).Except(Optional).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(read, set);
    }

    [Fact]
    public void The_witness_s_template_sets_every_setting_that_the_witness_reads_and_no_other()
    {
        var set = Template("witness.json").Order(StringComparer.Ordinal);

        // Storage alone is a connection string, on one machine only.
        var read = ReadIn("CrowdControl.Witness").Concat(ReadByPackages).Except(["Storage"]).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(read, set);
    }

    private static IEnumerable<string> ReadIn(string project) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Regex.IsMatch(file, @"[/\\](bin|obj)[/\\]"))
            .SelectMany(file => Read().Matches(File.ReadAllText(file)))
            .Select(read => read.Groups.Values.Skip(1).First(name => name.Success).Value);

    private static IEnumerable<string> Template(string file)
    {
        using var template = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", file)));
        return [.. template.RootElement.GetProperty("resources").GetProperty("app").GetProperty("properties").GetProperty("siteConfig")
            .GetProperty("appSettings").EnumerateArray().Select(setting => setting.GetProperty("name").GetString()!)];
    }

    /// <summary>Names as app settings are written, as the configuration is asked for them, or between the signs of a trigger.</summary>
    [GeneratedRegex("""
        "([A-Za-z]+__[A-Za-z]+)"|configuration\["([A-Za-z_]+)"\]|"%([A-Za-z_]+)%"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Read();
}
