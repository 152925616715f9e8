using CrowdControl.LocalRuntime.Engine.Durable.Storage;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>Why an orchestration is woken: a message, or (null) the time that it waited for.</summary>
internal sealed record Arrival(ReceivedMessage? Received)
{
    public static readonly Arrival Alarm = new((ReceivedMessage?)null);
}
