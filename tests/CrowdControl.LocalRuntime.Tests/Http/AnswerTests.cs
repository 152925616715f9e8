using System.Net;
using System.Text;
using CrowdControl.LocalRuntime.Tests.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace CrowdControl.LocalRuntime.Tests.Http;

/// <summary>What goes into an HTTP function and what comes out (Worker.Extensions.Http.AspNetCore, and the worker's converters).</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task A_body_binds_as_MVC_reads_JSON_whatever_the_case_of_its_names()
    {
        await using var app = await TestApp.Run([typeof(Ordering)]);

        using var answer = await app.Post("orders", """{ "ITEM": "tea", "count": 2 }""");

        Assert.Equal("2 of tea", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("{ \"count\": \"two\" }", "could not be converted")]
    [InlineData("{ \"count\": ", "Expected depth")]
    [InlineData("", "A non-empty request body is required.")]
    public async Task A_body_that_does_not_bind_throws_InvalidOperationException_with_what_MVC_says_of_it(string body, string said)
    {
        var seen = new List<Exception>();
        await using var app = await TestApp.Run([typeof(Ordering)], builder => builder.Watch(seen));

        using var answer = await app.Post("orders", body);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains(said, Assert.IsType<InvalidOperationException>(Assert.Single(seen)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_by_its_type_does_not_bind()
    {
        var seen = new List<Exception>();
        await using var app = await TestApp.Run([typeof(Ordering)], builder => builder.Watch(seen));

        using var answer = await app.Http.PostAsync("orders", new StringContent("tea", Encoding.UTF8, "text/plain"));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("content type", Assert.IsType<InvalidOperationException>(Assert.Single(seen)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_a_route_become_the_types_of_the_parameters()
    {
        await using var app = await TestApp.Run([typeof(Converting)]);

        var answer = await app.Text("parts/tea/7/6F9619FF-8B86-D011-B42D-00C04FC964FF");

        Assert.Equal("tea 7 6f9619ff-8b86-d011-b42d-00c04fc964ff", answer);
    }

    [Fact]
    public async Task A_part_that_is_not_of_its_type_is_the_worker_s_own_exception()
    {
        var seen = new List<Exception>();
        await using var app = await TestApp.Run([typeof(Converting)], builder => builder.Watch(seen));

        using var answer = await app.Http.GetAsync("parts/tea/seven/6F9619FF-8B86-D011-B42D-00C04FC964FF");

        var thrown = Assert.IsType<FunctionInputConverterException>(Assert.Single(seen));
        Assert.Contains("Cannot convert input parameter 'number'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_function_throws_is_500_with_no_word_about_why()
    {
        await using var app = await TestApp.Run([typeof(Failing)]);

        using var answer = await app.Http.GetAsync("fails");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
        Assert.Contains(app.Log.Of("Function.Fails"), line => line.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_IActionResult_is_carried_out_and_a_function_that_answers_nothing_is_200()
    {
        await using var app = await TestApp.Run([typeof(Others)]);

        Assert.Equal("""{"name":"tea"}""", await app.Text("action"));
        Assert.Equal("", await app.Text("nothing"));
    }

    [Fact]
    public async Task A_caller_that_goes_away_cancels_the_run()
    {
        await using var app = await TestApp.Run([typeof(Waiting)]);

        using (var hurry = new CancellationTokenSource())
        {
            var call = app.Http.GetAsync("waits", hurry.Token);
            await Waiting.Began.Task;
            await hurry.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        await Waiting.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public sealed record Order(string Item, int Count);

    public sealed class Ordering
    {
        [Function("Order")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders")] HttpRequest request, [FromBody] Order order) =>
            Results.Text($"{order.Count} of {order.Item}");
    }

    public sealed class Converting
    {
        [Function("Convert")]
        public Task<IResult> Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "parts/{text}/{number}/{id:guid}")] HttpRequest request,
            string text, int number, Guid id) => Task.FromResult(Results.Text($"{text} {number} {id}"));
    }

    public sealed class Failing
    {
        [Function("Fails")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails")] HttpRequest request) =>
            throw new InvalidOperationException("secret");
    }

    public sealed class Others
    {
        [Function("Action")]
        public IActionResult Action([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "action")] HttpRequest request) =>
            new OkObjectResult(new { Name = "tea" });

        [Function("Nothing")]
        public Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "nothing")] HttpRequest request) => Task.CompletedTask;
    }

    public sealed class Waiting
    {
        public static TaskCompletionSource Began { get; } = new();

        public static TaskCompletionSource Cancelled { get; } = new();

        [Function("Waits")]
        public async Task Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waits")] HttpRequest request, CancellationToken cancellation)
        {
            using var told = cancellation.Register(Cancelled.SetResult);
            Began.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        }
    }
}
