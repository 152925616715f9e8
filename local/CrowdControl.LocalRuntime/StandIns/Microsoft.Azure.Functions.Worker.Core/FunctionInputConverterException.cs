namespace Microsoft.Azure.Functions.Worker;

/// <summary>A parameter of a function could not be made from what came.</summary>
public class FunctionInputConverterException : FunctionWorkerException
{
    internal FunctionInputConverterException(string message)
        : base(message)
    {
    }

    internal FunctionInputConverterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
