using System.Reflection;
using CrowdControl.LocalRuntime.Engine.Functions.Inputs;
using CrowdControl.LocalRuntime.Engine.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.LocalRuntime.Engine.Functions;

/// <summary>The last step of the pipeline: the function itself.</summary>
internal static class ExecuteStep
{
    public static async Task Run(FunctionContext context)
    {
        var run = (RunContext)context;
        var method = run.Function.Method;
        var instance = method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, method.DeclaringType!);
        var inputs = await InputBinding.Bind(run);
        var answer = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, inputs, culture: null);
        if (answer is Task task)
        {
            await task;
            answer = run.Function.ResultType is null ? null : task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task);
        }

        run.Outcome.Value = answer;
    }
}
