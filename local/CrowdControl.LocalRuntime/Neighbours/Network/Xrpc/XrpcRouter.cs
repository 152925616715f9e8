using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;

/// <summary>Takes calls in and gives answers in the protocol's form: who asks, then what is asked, then whether they ask too much.</summary>
internal sealed class XrpcRouter(IEnumerable<XrpcMethod> methods, NetworkLedger ledger, Tokens tokens, RateLimits? limits)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Dictionary<string, XrpcMethod> _methods = methods.ToDictionary(method => method.Name);

    public void Map(WebApplication app)
    {
        app.MapGet("/xrpc/_health", () => Results.Json(new { version = "invented-network" }));
        app.Map("/xrpc/{name}", Answer);
    }

    private async Task Answer(HttpContext context, string name)
    {
        try
        {
            await Give(context, await Call(context, name));
        }
        catch (XrpcFault fault)
        {
            await Refuse(context, fault);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await Refuse(context, XrpcFault.TooLarge());
        }
        catch (Exception ours) when (ours is not OperationCanceledException && !context.Response.HasStarted)
        {
            await Console.Error.WriteLineAsync($"{name} failed: {ours}");
            await Refuse(context, XrpcFault.Internal());
        }
    }

    private async Task<object?> Call(HttpContext context, string name)
    {
        var call = new XrpcCall(context.Request);
        if (!_methods.TryGetValue(name, out var method))
        {
            // The real server passes what it does not know on to the AppView, and lets nobody do so without an account.
            call.Caller = await tokens.ReadAccess(Bearer(context.Request));
            throw new XrpcFault(501, "MethodNotImplemented", "Method Not Implemented");
        }

        var (asked, expected) = (context.Request.Method, method.Procedure ? "POST" : "GET");
        if (asked != expected && !(asked == "HEAD" && !method.Procedure))
            throw XrpcFault.Invalid($"Incorrect HTTP method ({asked}) expected {expected}");
        call.Caller = await Who(context, method.Auth);
        await XrpcBody.Read(context.Request, method, call);
        limits?.Consume([new RateCharge(RateLimits.AnyCall, call.Address), .. method.Charges(call)], context.Response);
        lock (ledger.Gate) return method.Handle(call);
    }

    private async Task<Caller> Who(HttpContext context, XrpcAuth auth)
    {
        if (auth == XrpcAuth.Anybody) return new Caller("", "", "");
        context.Response.Headers.CacheControl = "private";
        context.Response.Headers.Vary = "Authorization";
        var token = Bearer(context.Request);
        if (auth == XrpcAuth.Refresh) return await tokens.ReadRefresh(token);
        var caller = await tokens.ReadAccess(token);
        return auth == XrpcAuth.FullAccount && caller.Scope != Scopes.Access
            ? throw XrpcFault.Invalid("Bad token scope", "InvalidToken")
            : caller;
    }

    private static string Bearer(HttpRequest request) => request.Headers.Authorization.ToString().Split(' ') switch
    {
        [""] => throw XrpcFault.NoToken(),
        [var kind, var token] when kind.Equals("Bearer", StringComparison.OrdinalIgnoreCase) => token,
        [var kind, _] when kind.Equals("Basic", StringComparison.OrdinalIgnoreCase) =>
            throw XrpcFault.Invalid("Unexpected authorization type", "InvalidToken"),
        [var kind, _] => throw XrpcFault.Invalid($"Unsupported authorization type: {kind}", "InvalidToken"),
        _ => throw XrpcFault.Invalid("Malformed authorization header", "InvalidToken"),
    };

    private static Task Give(HttpContext context, object? answer)
    {
        if (answer is IResult result) return result.ExecuteAsync(context);
        if (answer is null) return Task.CompletedTask;
        context.Response.ContentType = "application/json; charset=utf-8";
        var bytes = answer is JsonNode node
            ? JsonSerializer.SerializeToUtf8Bytes(node, Json)
            : JsonSerializer.SerializeToUtf8Bytes(answer, answer.GetType(), Json);
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static Task Refuse(HttpContext context, XrpcFault fault)
    {
        context.Response.StatusCode = fault.Status;
        return Give(context, new { error = fault.Error, message = fault.Message });
    }
}
