namespace Microsoft.Azure.Functions.Worker;

/// <summary>Lets middleware see and replace what a run answers.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        context.Features.Get<InvocationResult>()
        ?? throw new InvalidOperationException($"{context.FunctionDefinition.Name} is not being run by the worker.");
}
