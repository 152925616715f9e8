namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a run has answered, seen as a type.</summary>
public abstract class InvocationResult<T>
{
    public abstract T? Value { get; set; }
}
