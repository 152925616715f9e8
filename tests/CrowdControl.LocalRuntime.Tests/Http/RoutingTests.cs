using System.Net;
using CrowdControl.LocalRuntime.Tests.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.LocalRuntime.Tests.Http;

/// <summary>How the host finds the function for a request (WebScriptHostHttpRoutesManager of the Functions host).</summary>
public sealed class RoutingTests
{
    [Fact]
    public async Task A_route_begins_with_the_prefix_of_host_json_and_by_default_with_api()
    {
        await using var app = await TestApp.Run([typeof(Plain)], hostJson: """{ "version": "2.0" }""");

        var answer = await app.Text("api/plain");

        Assert.Equal("plain", answer);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("plain")).StatusCode);
    }

    [Fact]
    public async Task A_function_without_a_route_is_found_by_its_name()
    {
        await using var app = await TestApp.Run([typeof(Nameless)]);

        Assert.Equal("nameless", await app.Text("Nameless"));
    }

    [Fact]
    public async Task A_constraint_that_does_not_hold_is_404()
    {
        await using var app = await TestApp.Run([typeof(Numbered)]);

        Assert.Equal("7", await app.Text("numbers/7"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("numbers/seven")).StatusCode);
    }

    [Fact]
    public async Task An_optional_part_may_be_missing()
    {
        await using var app = await TestApp.Run([typeof(Numbered)]);

        Assert.Equal("none", await app.Text("numbers"));
    }

    [Fact]
    public async Task A_method_that_no_route_takes_is_404_and_not_405()
    {
        await using var app = await TestApp.Run([typeof(Plain)]);

        Assert.Equal(HttpStatusCode.NotFound, (await app.Post("plain", "{}")).StatusCode);
    }

    [Fact]
    public async Task A_catch_all_takes_what_functions_of_earlier_names_leave_and_the_bare_slash()
    {
        await using var app = await TestApp.Run([typeof(Plain), typeof(Zone)]);

        Assert.Equal("plain", await app.Text("plain"));
        Assert.Equal("rest:some/where", await app.Text("some/where"));
        Assert.Equal("rest:", await app.Text("/"));
    }

    [Fact]
    public async Task Routes_are_tried_in_the_order_of_names_however_exact_they_are()
    {
        await using var app = await TestApp.Run([typeof(Broad)]);

        Assert.Equal("broad", await app.Text("things/7"));
    }

    [Theory]
    [InlineData("/", "index.html")]
    [InlineData("some/page", "some/page")]
    public async Task A_catch_all_may_have_a_default_and_a_constraint(string asked, string path)
    {
        await using var app = await TestApp.Run([typeof(Defaulted)]);

        Assert.Equal(path, await app.Text(asked));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("api/some")).StatusCode);
    }

    public sealed class Defaulted
    {
        [Function("Defaulted")]
        public IResult Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{*path:regex(^(?!api/).*$)=index.html}")] HttpRequest request, string? path) =>
            Results.Text(path);
    }

    public sealed class Plain
    {
        [Function("Plain")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "plain")] HttpRequest request) => Results.Text("plain");
    }

    public sealed class Nameless
    {
        [Function("Nameless")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text("nameless");
    }

    public sealed class Numbered
    {
        [Function("Numbered")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{number:int?}")] HttpRequest request, int? number) =>
            Results.Text(number is null ? "none" : $"{number}");
    }

    public sealed class Zone
    {
        [Function("Zone")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{*path}")] HttpRequest request, string? path) =>
            Results.Text($"rest:{path}");
    }

    public sealed class Broad
    {
        [Function("A")]
        public IResult First([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id:int}")] HttpRequest request) =>
            Results.Text("broad");

        [Function("B")]
        public IResult Second([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/7")] HttpRequest request) =>
            Results.Text("exact");
    }
}
