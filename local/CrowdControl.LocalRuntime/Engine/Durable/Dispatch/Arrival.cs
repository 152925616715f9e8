using CrowdControl.LocalRuntime.Engine.Durable.Storage;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>Why an orchestration is woken.</summary>
/// <param name="Message">What it is told; null where only its time has come.</param>
/// <param name="Receipt">The queue's message that is deleted once history has taken this in: an activity's own where this is its answer.</param>
/// <param name="Born">The row as it was just written, so that it need not be read.</param>
internal sealed record Arrival(HubMessage? Message, ReceivedMessage? Receipt, InstanceState? Born = null)
{
    public static readonly Arrival Alarm = new(null, null);

    /// <summary>Characters that it adds to history, roughly.</summary>
    public int Length => Message?.Event switch
    {
        History.TaskCompleted done => done.Result?.Length ?? 0,
        History.SubOrchestrationCompleted done => done.Result?.Length ?? 0,
        History.EventRaised raised => raised.Input?.Length ?? 0,
        _ => 500,
    };
}
