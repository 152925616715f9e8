using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using CrowdControl.LocalRuntime.Neighbours.Worm;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>Stands before one service of the storage emulator and counts each request, the host's own traffic included.</summary>
internal sealed partial class CountingProxy : IAsyncDisposable
{
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase) { "Transfer-Encoding", "Connection", "Host" };
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _forward = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly Uri _target;
    private readonly string _service;
    private readonly ConcurrentDictionary<StorageCall, int> _calls = new();

    private readonly WormGate? _gate;

    private CountingProxy(WebApplication app, string service, int target, WormGate? gate)
    {
        (_app, _service, _target, _gate) = (app, service, new Uri($"http://127.0.0.1:{target}"), gate);
    }

    /// <summary>Each kind of request so far, and how often it was made.</summary>
    public IReadOnlyDictionary<StorageCall, int> Calls => _calls;

    /// <param name="gate">What may refuse a request before it reaches the service.</param>
    public static async Task<CountingProxy> Start(string service, int port, int target, WormGate? gate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var proxy = new CountingProxy(app, service, target, gate);
        app.Run(proxy.Forward);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>While true the service is away: every request is answered 503 and does not reach it.</summary>
    public bool Away { get; set; }

    /// <summary>Told of each request, before it reaches the service (false) and once it did (true); where it answers true the caller hears
    /// nothing, as when it is killed at that moment.</summary>
    public Func<bool, bool>? Cut { get; set; }

    public void Reset() => _calls.Clear();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _forward.Dispose();
    }

    private async Task Forward(HttpContext context)
    {
        if (Away)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (Cut?.Invoke(false) is true)
        {
            context.Abort();
            return;
        }

        var raw = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var blob = _gate is null ? null : BlobCall.Of(context.Request, raw);
        if (blob is not null && await _gate!.Answered(blob, context)) return;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_target, raw));
        // An empty body is one too: its headers are signed.
        if (context.Request.ContentLength is not null || context.Request.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers)
            if (!NotForwarded.Contains(name) && !request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());

        var call = StorageCall.Of(_service, context.Request.Method, raw);
        if (call.IsBatch) call = call with { Thing = await TableOf(request.Content!, context.RequestAborted) };
        using var answer = await _forward.SendAsync(request, context.RequestAborted);
        if (Cut?.Invoke(true) is true)
        {
            context.Abort();
            return;
        }

        if (await FoundNothing(call, raw, answer, context.RequestAborted)) call = call with { Idle = true };
        _calls.AddOrUpdate(call, 1, (_, count) => count + 1);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            if (!NotForwarded.Contains(name)) context.Response.Headers[name] = values.ToArray();
        if (blob is { IsRead: true }) _gate!.Describe(blob, context.Response.Headers);
        if (blob is not null && answer.IsSuccessStatusCode && WormGate.Lists(blob))
        {
            context.Response.ContentLength = null;
            await context.Response.WriteAsync(_gate!.Described(blob, await answer.Content.ReadAsStringAsync(context.RequestAborted)));
            return;
        }

        if (context.Request.Method != HttpMethods.Head && answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>A transaction is of one table, which only its body names.</summary>
    private static async Task<string> TableOf(HttpContent batch, CancellationToken cancellation)
    {
        await batch.LoadIntoBufferAsync(cancellation);
        return TableInBatch().Match(await batch.ReadAsStringAsync(cancellation)).Groups[1].Value;
    }

    [GeneratedRegex(@"^(?:POST|PUT|MERGE|PATCH|DELETE|GET) \S+?//[^/\s]+/[^/\s]+/(\w+)", RegexOptions.Multiline)]
    private static partial Regex TableInBatch();

    /// <summary>A look at a queue that held nothing: paid for, but by the clock and not by the work.</summary>
    private static async Task<bool> FoundNothing(StorageCall call, string raw, HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (call is not { Service: "queue", Method: "GET" } || !raw.Contains("/messages", StringComparison.Ordinal)) return false;
        await answer.Content.LoadIntoBufferAsync(cancellation);
        return !(await answer.Content.ReadAsStringAsync(cancellation)).Contains("<QueueMessage>", StringComparison.Ordinal);
    }
}

/// <summary>A kind of storage request: service, method, and the table, queue or container it is for.</summary>
internal sealed record StorageCall(string Service, string Method, string Thing)
{
    /// <summary>True for a look at a queue that held nothing.</summary>
    public bool Idle { get; init; }

    /// <summary>True for a transaction of several rows, which is one request.</summary>
    public bool IsBatch => Thing == "$batch";

    public static StorageCall Of(string service, string method, string rawTarget)
    {
        var parts = rawTarget.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var thing = parts.Length > 1 ? parts[1].Split('(')[0] : "";
        return new StorageCall(service, method, thing);
    }
}
