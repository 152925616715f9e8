namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a run has answered, for middleware to read or to replace.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
}
