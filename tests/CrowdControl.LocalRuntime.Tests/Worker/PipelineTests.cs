using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrowdControl.LocalRuntime.Tests.Worker;

/// <summary>Middleware and what a run is told of itself (Worker.Core: middleware pipeline, FunctionContext).</summary>
public sealed class PipelineTests
{
    [Fact]
    public async Task Middleware_runs_in_the_order_in_which_it_was_added_and_UseWhen_only_when()
    {
        await using var app = await TestApp.Run([typeof(Telling)], builder =>
        {
            builder.UseMiddleware<First>();
            builder.UseWhen(context => context.FunctionDefinition.Name == "Other", (_, _) => throw new InvalidOperationException());
            builder.UseMiddleware((context, next) =>
            {
                context.Items["trail"] = context.Items["trail"] + " second";
                return next();
            });
        });

        Assert.Equal("first second", await app.Text("trail"));
    }

    [Fact]
    public async Task Middleware_may_answer_by_setting_the_result_of_the_invocation()
    {
        await using var app = await TestApp.Run([typeof(Telling)], builder => builder.UseMiddleware((context, _) =>
        {
            context.GetInvocationResult().Value = Results.StatusCode(418);
            return Task.CompletedTask;
        }));

        using var answer = await app.Http.GetAsync("trail");

        Assert.Equal(418, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Middleware_may_answer_by_writing_to_the_response_and_going_no_further()
    {
        await using var app = await TestApp.Run([typeof(Telling)], builder => builder.UseMiddleware(async (context, _) =>
        {
            var response = context.GetHttpContext()!.Response;
            response.StatusCode = StatusCodes.Status403Forbidden;
            await response.WriteAsync("no");
        }));

        using var answer = await app.Http.GetAsync("trail");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("no", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Middleware_sees_and_replaces_what_the_function_answered()
    {
        await using var app = await TestApp.Run([typeof(Telling)], builder => builder.UseMiddleware(async (context, next) =>
        {
            context.Items["trail"] = "x";
            await next();
            Assert.IsType<IResult>(context.GetInvocationResult().Value, exactMatch: false);
            context.GetInvocationResult().Value = Results.Text("replaced");
        }));

        Assert.Equal("replaced", await app.Text("trail"));
    }

    [Fact]
    public async Task A_run_knows_its_function_and_a_scope_lives_as_long_as_a_run()
    {
        await using var app = await TestApp.Run([typeof(Knowing)], builder => builder.Services.AddScoped<Counter>());

        var first = await app.Text("knows");
        var second = await app.Text("knows");

        var type = typeof(Knowing);
        Assert.Equal($"Knows {type.FullName}.Run {type.Assembly.Location} request,context,counted 1", first);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Time_out_of_host_json_cancels_a_run_and_makes_it_fail()
    {
        var seen = new List<Exception>();
        await using var app = await TestApp.Run(
            [typeof(Slow)], builder => builder.Watch(seen),
            """{ "version": "2.0", "functionTimeout": "00:00:01", "extensions": { "http": { "routePrefix": "" } } }""");

        using var answer = await app.Http.GetAsync("slow");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.IsType<OperationCanceledException>(Assert.Single(seen), exactMatch: false);
        Assert.Contains(app.Log.Of("Function.Slow"), line => line.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_trace_of_the_caller_goes_on_in_the_run()
    {
        await using var app = await TestApp.Run([typeof(Traced)]);
        app.Http.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var parent = await app.Text("traced");

        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", parent, StringComparison.Ordinal);
    }

    private sealed class First : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.Items["trail"] = "first";
            return next(context);
        }
    }

    public sealed class Counter
    {
        public int Count { get; set; }
    }

    public sealed class Telling
    {
        [Function("Trail")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "trail")] HttpRequest request, FunctionContext context) =>
            Results.Text((string)context.Items["trail"]);
    }

    public sealed class Knowing(Counter counter)
    {
        [Function("Knows")]
        public IResult Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "knows/{counted?}")] HttpRequest request, FunctionContext context, int? counted)
        {
            counter.Count++;
            var definition = context.FunctionDefinition;
            var names = string.Join(",", definition.Parameters.Select(parameter => parameter.Name));
            return Results.Text($"{definition.Name} {definition.EntryPoint} {definition.PathToAssembly} {names} {counter.Count}{counted}");
        }
    }

    public sealed class Slow
    {
        [Function("Slow")]
        public Task Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request, CancellationToken cancellation) =>
            Task.Delay(Timeout.Infinite, cancellation);
    }

    public sealed class Traced
    {
        [Function("Traced")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "traced")] HttpRequest request, FunctionContext context) =>
            Results.Text(context.TraceContext.TraceParent);
    }
}
