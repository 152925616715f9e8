using CrowdControl.LocalRuntime.Engine.Durable.Replay;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>How an orchestration stands after an episode.</summary>
internal static class Standing
{
    public static InstanceState After(InstanceState before, Episode episode, DateTimeOffset now)
    {
        var after = before with
        {
            Episodes = before.Episodes + 1,
            UpdatedAt = now,
            CustomStatus = episode.CustomStatus,
            WakeAt = episode.NextTimer is { } timer && episode.Ending is null ? new DateTimeOffset(timer, TimeSpan.Zero) : null,
        };
        return episode.Ending switch
        {
            null => after with
            {
                Status = episode.Suspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running,
            },
            Ending.Completed done => after with { Status = OrchestrationRuntimeStatus.Completed, Output = done.Output },
            Ending.Failed failed => after with { Status = OrchestrationRuntimeStatus.Failed, Failure = failed.Failure },
            Ending.Stopped stopped => after with { Status = OrchestrationRuntimeStatus.Failed, Failure = stopped.Failure },
            Ending.Terminated end => after with { Status = OrchestrationRuntimeStatus.Terminated, Output = end.Output },
            _ => throw new InvalidOperationException("An orchestration that starts over has no standing of its own."),
        };
    }
}
