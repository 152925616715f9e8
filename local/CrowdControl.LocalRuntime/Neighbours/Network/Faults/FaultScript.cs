using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Faults;

/// <summary>
/// What a test told the network to do wrong: POST a list to <c>/_faults</c>, GET what is left of it, DELETE it. Faults for the same
/// method happen one after another, in the order in which they were told.
/// </summary>
internal sealed class FaultScript
{
    private const string Route = "/_faults";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private readonly Lock _gate = new();
    private readonly List<ScriptedFault> _left = [];

    public void Map(WebApplication app)
    {
        app.MapPost(Route, Tell);
        app.MapGet(Route, () => Results.Json(Left(), Json));
        app.MapDelete(Route, () =>
        {
            lock (_gate) _left.Clear();
            return Results.NoContent();
        });
    }

    public async Task Misbehave(HttpContext context, RequestDelegate next)
    {
        if (Next(context.Request.Path) is not { } fault)
        {
            await next(context);
            return;
        }

        if (fault.DelayMilliseconds > 0) await Task.Delay(fault.DelayMilliseconds, context.RequestAborted);
        switch (fault.Act)
        {
            case FaultAct.Delay:
                await next(context);
                break;
            case FaultAct.DropBefore:
                context.Abort();
                break;
            case FaultAct.Answer:
                await MadeUp(context, fault);
                break;
            default:
                await Spoil(context, next, fault);
                break;
        }
    }

    private async Task<IResult> Tell(HttpRequest request)
    {
        try
        {
            var told = await JsonSerializer.DeserializeAsync<List<ScriptedFault>>(request.Body, Json, request.HttpContext.RequestAborted) ?? [];
            lock (_gate) _left.AddRange(told);
            return Results.NoContent();
        }
        catch (JsonException wrong)
        {
            return Results.BadRequest(new { error = "InvalidRequest", message = $"A list of faults is expected. {wrong.Message}" });
        }
    }

    private List<ScriptedFault> Left()
    {
        lock (_gate) return [.. _left];
    }

    private ScriptedFault? Next(PathString path)
    {
        if (path == Route) return null;
        lock (_gate)
        {
            var at = _left.FindIndex(fault => Concerns(fault.Method, path));
            if (at < 0) return null;
            var fault = _left[at];
            if (fault.After > 0)
            {
                _left[at] = fault with { After = fault.After - 1 };
                return null;
            }

            if (fault.Times > 1) _left[at] = fault with { Times = fault.Times - 1 };
            else _left.RemoveAt(at);
            return fault;
        }
    }

    private static bool Concerns(string method, PathString path) => method switch
    {
        "*" => true,
        ['/', ..] => path.Value!.StartsWith(method, StringComparison.Ordinal),
        _ => path == $"/xrpc/{method}",
    };

    /// <summary>Lets the act happen and keeps its answer back.</summary>
    private static async Task Spoil(HttpContext context, RequestDelegate next, ScriptedFault fault)
    {
        var wire = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        await next(context);
        context.Response.Body = wire;
        switch (fault.Act)
        {
            case FaultAct.Lie:
                context.Response.Headers.ContentLength = null;
                await MadeUp(context, fault);
                break;
            case FaultAct.Truncate:
                context.Response.ContentLength = held.Length;
                await wire.WriteAsync(held.GetBuffer().AsMemory(0, (int)held.Length / 2), context.RequestAborted);
                await wire.FlushAsync(context.RequestAborted);
                context.Abort();
                break;
            default:
                context.Abort();
                break;
        }
    }

    private static Task MadeUp(HttpContext context, ScriptedFault fault)
    {
        context.Response.StatusCode = fault.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        foreach (var (name, value) in fault.Headers) context.Response.Headers[name] = value;
        var body = fault.Body switch
        {
            null => """{"error":"ScriptedFault","message":"A test asked for this."}""",
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { } json => json.GetRawText(),
        };
        return context.Response.WriteAsync(body, context.RequestAborted);
    }
}
