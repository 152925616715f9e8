using System.Text.Json.Nodes;
using CrowdControl.Functions.Dashboard;
using CrowdControl.Functions.Hosting;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Dashboard;

public sealed class ApiDescriptionTests
{
    [Fact]
    public async Task The_dashboards_client_is_made_from_the_description_that_the_functions_give_today()
    {
        var committed = Path.Combine(Repository.Root, "web", "src", "api", "openapi.json");
        var made = Path.Combine(Repository.Root, "artifacts", "openapi.json");

        var today = ApiDescription.Of(AppRoute.All.Values).ToString();

        Directory.CreateDirectory(Path.GetDirectoryName(made)!);
        await File.WriteAllTextAsync(made, today);
        Assert.True(today == await File.ReadAllTextAsync(committed),
            "The API has changed. If that is meant: cp artifacts/openapi.json web/src/api/openapi.json, and see what the dashboard says to it.");
    }

    [Fact]
    public void Every_route_of_the_api_is_described_and_only_public_ones_need_no_token()
    {
        var paths = JsonNode.Parse(ApiDescription.Of(AppRoute.All.Values).ToString())!["paths"]!.AsObject();

        foreach (var route in AppRoute.All.Values.Where(route => route.Template.StartsWith("api/v1/", StringComparison.Ordinal)))
            foreach (var method in route.Methods)
            {
                var described = paths["/" + route.Template]?[method.ToLowerInvariant()];
                Assert.True(described is not null, $"{method} {route.Template} is not described.");
                Assert.Equal(route.IsPublic, described["security"] is JsonArray { Count: 0 });
            }
    }
}
