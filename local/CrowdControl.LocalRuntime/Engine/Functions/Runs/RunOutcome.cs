using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.LocalRuntime.Engine.Functions.Runs;

/// <summary>What a run has answered so far.</summary>
internal sealed class RunOutcome : InvocationResult
{
    public override object? Value { get; set; }
}
