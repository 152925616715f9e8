namespace CrowdControl.LocalRuntime.Neighbours.Network;

/// <summary>How one invented network is to run.</summary>
/// <param name="Directory">Where it keeps everything; created when missing.</param>
/// <param name="Port">Port on 127.0.0.1, or 0 for any free one.</param>
internal sealed record NetworkPlan(string Directory, int Port)
{
    /// <summary>Counts calls and answers 429 as the real server does when its limits are on.</summary>
    public bool RateLimits { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
