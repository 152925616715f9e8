using CrowdControl.LocalRuntime.Engine.Functions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace CrowdControl.LocalRuntime.Engine.Http;

/// <summary>
/// Gives the steps after it the request, and carries out what they answer: the function's answer, or what middleware put in its
/// place with <c>GetInvocationResult().Value</c>. Middleware may as well write to the response itself and go no further.
/// </summary>
internal static class AspNetCoreStep
{
    public static FunctionExecutionDelegate Around(FunctionExecutionDelegate next) => async context =>
    {
        var run = (RunContext)context;
        if (run.Trigger.Request is not { } request)
        {
            await next(context);
            return;
        }

        request.RequestServices = context.InstanceServices;
        context.Items.Add(FunctionContextExtensions.HttpContextKey, request);
        await next(context);
        await CarryOut(run.Outcome.Value, request);
    };

    private static Task CarryOut(object? answer, HttpContext request) => answer switch
    {
        IActionResult action => action.ExecuteResultAsync(new ActionContext(request, request.GetRouteData(), new ActionDescriptor())),
        IResult result => result.ExecuteAsync(request),
        _ => Task.CompletedTask,
    };
}
