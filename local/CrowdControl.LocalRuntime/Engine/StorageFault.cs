using Azure;

namespace CrowdControl.LocalRuntime.Engine;

/// <summary>What a failed call to storage means to the caller.</summary>
internal static class StorageFault
{
    /// <summary>The service did not answer or had a fault of its own: the call may be made again.</summary>
    public static bool IsAway(Exception fault) => fault switch
    {
        RequestFailedException refused => refused.Status is 0 or 408 or 429 or >= 500,
        AggregateException tries => tries.InnerExceptions.All(IsAway),
        TaskCanceledException => true,
        _ => false,
    };

    /// <summary>The message was deleted or has shown again, or its queue is gone: it is no longer ours.</summary>
    public static bool IsLost(RequestFailedException fault) => (fault.Status, fault.ErrorCode) is
        (404, _) or (400, "PopReceiptMismatch") or (409, "QueueBeingDeleted" or "QueueDisabled");
}
