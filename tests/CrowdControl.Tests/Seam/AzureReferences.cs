using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Seam;

/// <summary>The Azure build is evaluated only: not every feed can restore it, every machine can read what it asks for.</summary>
public sealed class AzureReferences
{
    private static readonly string[] Promised =
    [
        "Microsoft.Azure.Functions.Worker", "Microsoft.Azure.Functions.Worker.Extensions.DurableTask", "Azure.Data.Tables",
        "Azure.Storage.Blobs", "Azure.AI.TextAnalytics", "Microsoft.Identity.Web",
    ];

    [Fact]
    public async Task The_Azure_build_asks_for_the_real_packages_and_for_nothing_of_local()
    {
        var evaluated = await Evaluate("Azure");

        Assert.Superset(Promised.ToHashSet(), evaluated.Packages);
        Assert.DoesNotContain(evaluated.Projects, project => project.Contains("LocalRuntime", StringComparison.Ordinal));
        Assert.Equal(3, evaluated.Projects.Count);
    }

    [Fact]
    public async Task The_witness_is_an_app_of_its_own_that_asks_for_few_packages_and_the_log_alone()
    {
        var evaluated = await Evaluate("Azure", "CrowdControl.Witness");

        Assert.Equal(
            ["Azure.Data.Tables", "Azure.Identity", "Microsoft.Azure.Functions.Worker", "Microsoft.Azure.Functions.Worker.Extensions.Http",
                "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore", "Microsoft.Azure.Functions.Worker.Sdk"],
            evaluated.Packages.Except(["Microsoft.CodeAnalysis.BannedApiAnalyzers"]).Order(StringComparer.Ordinal));
        Assert.Equal(["../CrowdControl.AuditLog/CrowdControl.AuditLog.csproj"], evaluated.Projects);
    }

    [Fact]
    public async Task The_local_build_asks_for_the_local_runtime_and_for_none_of_the_real_packages()
    {
        var evaluated = await Evaluate("Local");

        Assert.Contains(evaluated.Projects, project => project.Contains("LocalRuntime", StringComparison.Ordinal));
        Assert.DoesNotContain(evaluated.Packages, package =>
            package.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal) || package == "Azure.Data.Tables");
    }

    [Fact]
    public void Only_the_seam_names_the_local_runtime()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*", SearchOption.AllDirectories)
            .Where(file => !Regex.IsMatch(file, @"[/\\](bin|obj)[/\\]") && Path.GetExtension(file) is ".cs" or ".csproj" or ".props")
            .Where(file => !Regex.IsMatch(file, @"[/\\](bin|obj)[/\\]"));

        var naming = sources.Where(file => File.ReadAllText(file).Contains("LocalRuntime", StringComparison.Ordinal));

        Assert.Equal(["Runtime.Local.props", "Runtime.Local.props"], naming.Select(Path.GetFileName));
    }

    [SharedFact("azure-api/README.md")]
    public void Every_pinned_version_was_seen_published()
    {
        var published = File.ReadLines(SharedFactAttribute.Of("azure-api/README.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 3 && Regex.IsMatch(cells[2], @"^\d+\.\d+\.\d+"))
            .SelectMany(cells => cells[1].Split(", ").Select(name => (name, version: cells[2].Split(' ', ',')[0])))
            .ToLookup(row => row.name, row => row.version);

        var pinned = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("ItemGroup")
            .Where(group => group.Attribute("Condition")?.Value.Contains("Azure", StringComparison.Ordinal) == true)
            .SelectMany(group => group.Elements("PackageVersion"))
            .Select(package => (name: package.Attribute("Include")!.Value, version: package.Attribute("Version")!.Value))
            .ToList();

        Assert.Superset(Promised.ToHashSet(), pinned.Select(package => package.name).ToHashSet());
        Assert.All(pinned, package => Assert.Contains(package.version, published[package.name]));
    }

    private static async Task<(HashSet<string> Packages, HashSet<string> Projects)> Evaluate(
        string runtime, string app = "CrowdControl.Functions")
    {
        var json = JsonDocument.Parse(await Dotnet(
            "msbuild", $"functions/{app}", "-getItem:PackageReference", "-getItem:ProjectReference", $"-p:FunctionsRuntime={runtime}")).RootElement.GetProperty("Items");
        HashSet<string> Names(string kind) => json.GetProperty(kind).EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!).ToHashSet();
        return (Names("PackageReference"), Names("ProjectReference"));
    }

    private static async Task<string> Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"dotnet failed: {await output}{await errors}");
    }
}
