using CrowdControl.LocalRuntime.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.LocalRuntime.Tests.Worker;

/// <summary>What is refused at start, in one line that names the culprit: what Azure refuses, or takes and then never runs.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData(typeof(NotPublic), "Function Hidden", "public")]
    [InlineData(typeof(Overloaded), "Function Twofold", "overloaded")]
    [InlineData(typeof(TwoTriggers), "Function Double", "two triggers")]
    [InlineData(typeof(NoTrigger), "Function Lonely", "no parameter has a trigger")]
    [InlineData(typeof(Forgotten), "Function Forgotten", "nobody can await async void")]
    [InlineData(typeof(Guessing), "Function Guessing", "'service'")]
    [InlineData(typeof(Keyed), "Function Keyed", "AuthorizationLevel.Anonymous")]
    [InlineData(typeof(Misrouted), "Function Misrouted", "cannot be read")]
    [InlineData(typeof(MisroutedWithPart), "Function MisroutedWithPart", "cannot be read")]
    [InlineData(typeof(Reserved), "Function Reserved", "admin")]
    [InlineData(typeof(Raw), "Function Raw", "IResult")]
    [InlineData(typeof(Ill_named), "Function 1st", "a name is a letter")]
    [InlineData(typeof(Unclear), "Function Unclear", "TaskOrchestrationContext")]
    public async Task A_function_that_Azure_would_not_run_is_refused(Type functions, string who, string why)
    {
        var refused = await Assert.ThrowsAsync<StartFailed>(() => TestApp.Run([functions]));

        Assert.StartsWith(who, refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Two_functions_of_one_name_are_refused_also_where_only_the_case_differs()
    {
        var refused = await Assert.ThrowsAsync<StartFailed>(() => TestApp.Run([typeof(Same), typeof(SameAgain)]));

        Assert.Contains("Same.Run and ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_that_an_earlier_name_hides_is_refused_since_the_host_goes_by_names()
    {
        var refused = await Assert.ThrowsAsync<StartFailed>(() => TestApp.Run([typeof(Hiding)]));

        Assert.Contains("AllPages ({*path}) takes every request of Things (things/{id})", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "host.json cannot be read")]
    [InlineData("{}", "\"version\"")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "soon" }""", "functionTimeout is \"soon\"")]
    [InlineData("""{ "version": "2.0", "logging": { "logLevel": { "default": "Loud" } } }""", "logging.logLevel.default is \"Loud\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "batchSize": 99 } } }""", "extensions.queues.batchSize is \"99\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "messageEncoding": "base65" } } }""", "extensions.queues.messageEncoding")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "a-b" } } }""", "extensions.durableTask.hubName")]
    public async Task A_host_json_that_cannot_be_obeyed_is_refused(string json, string why)
    {
        var refused = await Assert.ThrowsAsync<StartFailed>(() => TestApp.Run([], hostJson: json));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_the_job_host_win_over_host_json()
    {
        await using var app = await TestApp.Run(
            [typeof(Same)], settings: [new("AzureFunctionsJobHost:extensions:http:routePrefix", "elsewhere")]);

        Assert.Equal("same", await app.Text("elsewhere/same"));
    }

    [Fact]
    public async Task Values_of_local_settings_json_are_settings()
    {
        var folder = Directory.CreateTempSubdirectory("app-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "local.settings.json"), """{ "IsEncrypted": false, "Values": { "Some__Thing": "kept" } }""");

        await using var app = await TestApp.Run([typeof(Same)], folder: folder);

        Assert.Equal("kept", app.Services.GetRequiredService<IConfiguration>()["Some:Thing"]);
    }

    [Fact]
    public async Task A_data_directory_belongs_to_one_run()
    {
        await using var app = await TestApp.Run([typeof(Same)]);

        var refused = await Assert.ThrowsAsync<StartFailed>(() => TestApp.Run([typeof(Same)], folder: app.Folder));

        Assert.Contains("in use by another run", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var app = await TestApp.Run([typeof(Same)]);

        var refused = await Assert.ThrowsAsync<StartFailed>(
            () => TestApp.Run([typeof(Same)], settings: [new("LocalRuntime:Url", app.Http.BaseAddress!.ToString())]));

        Assert.Contains($"{app.Http.BaseAddress} is in use", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Nightly), "NightlySchedule")]
    [InlineData(typeof(Weekly), "is not a cron expression")]
    [InlineData(typeof(Listening), "QueueAccount")]
    public async Task What_a_trigger_needs_has_to_be_there(Type functions, string what)
    {
        var refused = await Assert.ThrowsAsync<StartFailed>(() => TestApp.Run([functions], settings: [new("AzureWebJobsStorage", "UseDevelopmentStorage=true")]));

        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
    }

    public sealed class NotPublic
    {
        [Function("Hidden")]
        internal void Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
        }
    }

    public sealed class Overloaded
    {
        [Function("Twofold")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Run(1);

        public void Run(int one) => _ = one;
    }

    public sealed class TwoTriggers
    {
        [Function("Double")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, [QueueTrigger("some")] string message)
        {
        }
    }

    public sealed class NoTrigger
    {
        [Function("Lonely")]
        public void Run()
        {
        }
    }

    public sealed class Forgotten
    {
        [Function("Forgotten")]
        public async void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => await Task.Yield();
    }

    public sealed class Guessing
    {
        [Function("Guessing")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, IServiceProvider service)
        {
        }
    }

    public sealed class Keyed
    {
        [Function("Keyed")]
        public void Run([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request)
        {
        }
    }

    public sealed class Misrouted
    {
        [Function("Misrouted")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "a/{b")] HttpRequest request)
        {
        }
    }

    public sealed class MisroutedWithPart
    {
        [Function("MisroutedWithPart")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "a/{b")] HttpRequest request, string b)
        {
        }
    }

    public sealed class Reserved
    {
        [Function("Reserved")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "admin/people")] HttpRequest request)
        {
        }
    }

    public sealed class Raw
    {
        [Function("Raw")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "raw";
    }

    public sealed class Ill_named
    {
        [Function("1st")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
        }
    }

    public sealed class Unclear
    {
        [Function("Unclear")]
        public void Run([OrchestrationTrigger] string input)
        {
        }
    }

    public sealed class Same
    {
        [Function("Same")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("same");
    }

    public sealed class SameAgain
    {
        [Function("SAME")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
        }
    }

    public sealed class Hiding
    {
        [Function("AllPages")]
        public void All([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{*path}")] HttpRequest request)
        {
        }

        [Function("Things")]
        public void Things([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id}")] HttpRequest request)
        {
        }
    }

    public sealed class Nightly
    {
        [Function("Nightly")]
        public void Run([TimerTrigger("%NightlySchedule%")] TimerInfo timer)
        {
        }
    }

    public sealed class Weekly
    {
        [Function("Weekly")]
        public void Run([TimerTrigger("every week")] TimerInfo timer)
        {
        }
    }

    public sealed class Listening
    {
        [Function("Listening")]
        public void Run([QueueTrigger("some-queue", Connection = "QueueAccount")] string message)
        {
        }
    }
}
