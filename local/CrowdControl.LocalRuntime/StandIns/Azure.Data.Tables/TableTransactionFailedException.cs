#nullable disable
using System.Runtime.Serialization;

namespace Azure.Data.Tables;

/// <summary>A transaction that the service refused, and which of its actions it refused for.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
    }

    public int? FailedTransactionActionIndex { get; }
}
