namespace Microsoft.Azure.Functions.Worker;

/// <summary>The worker could not do its own part of a run.</summary>
public class FunctionWorkerException : Exception
{
    internal FunctionWorkerException(string message)
        : base(message)
    {
    }

    internal FunctionWorkerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
