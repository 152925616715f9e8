namespace CrowdControl.Domain.Publishing;

/// <summary>What has to be done with a submission now, by whoever looks after it.</summary>
public abstract record NextStep
{
    private NextStep() { }

    /// <summary>Nothing, until a member acts on it.</summary>
    public sealed record Rest : NextStep;

    public sealed record Wait(DateTimeOffset Until) : NextStep;

    /// <summary>A move that needs nothing but the clock.</summary>
    public sealed record Move(SubmissionEvent Event) : NextStep;

    /// <summary>Claim the release and call the network, if no halt stands in the way.</summary>
    public sealed record Publish : NextStep;

    /// <summary>Go on with an open attempt under the same key. <paramref name="LookFirst"/>: a call may have been made and its
    /// answer not written down, so the network is asked before anything is sent.</summary>
    public sealed record TakeUp(bool LookFirst) : NextStep;

    /// <summary>Ask the network whether the post whose answer was lost is there.</summary>
    public sealed record Look : NextStep;

    /// <summary>See whether the halt is over.</summary>
    public sealed record LookAtHalt : NextStep;

    public sealed record TakeDown : NextStep;
}
