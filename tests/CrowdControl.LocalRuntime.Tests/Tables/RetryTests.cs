using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Tests.Tables;

/// <summary>Azure.Core's retry policy around the Table protocol, against a server on this machine that has bad moments.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task A_busy_server_is_asked_again_and_each_try_is_signed_anew()
    {
        await using var server = await Stumbling.Start(fails: 2, with: 503);

        var answer = await server.Table(retries: 3).AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(204, answer.Status);
        Assert.Equal(3, server.Signatures.Count);
        Assert.All(server.Signatures, signature => Assert.StartsWith("SharedKeyLite police:", signature, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_stays_busy_is_a_failure_with_its_status()
    {
        await using var server = await Stumbling.Start(fails: 10, with: 503);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => server.Table(retries: 2).AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((503, 3), (refused.Status, server.Signatures.Count));
    }

    [Fact]
    public async Task A_refusal_is_not_asked_again()
    {
        await using var server = await Stumbling.Start(fails: 10, with: 403);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => server.Table(retries: 2).AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((403, 1), (refused.Status, server.Signatures.Count));
    }

    private sealed class Stumbling(WebApplication app) : IAsyncDisposable
    {
        public List<string> Signatures { get; } = [];

        public static async Task<Stumbling> Start(int fails, int with)
        {
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var server = new Stumbling(builder.Build());
            server.Answer(fails, with);
            await server.Begin();
            return server;
        }

        public TableClient Table(int retries)
        {
            var options = new TableClientOptions { Retry = { MaxRetries = retries, Delay = TimeSpan.FromMilliseconds(1) } };
            return new TableClient(new Uri(app.Urls.Single()), "rows", new TableSharedKeyCredential("police", "AAAA"), options);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private void Answer(int fails, int with) => app.MapFallback((HttpRequest request) =>
        {
            Signatures.Add(request.Headers.Authorization.ToString());
            return Results.StatusCode(Signatures.Count <= fails ? with : 204);
        });

        private Task Begin() => app.StartAsync();
    }
}
