using System.Collections.Immutable;

namespace CrowdControl.Domain.Approvals;

/// <summary>Who has to sign off, in order. A submission keeps the policy that it was submitted under.</summary>
public sealed record ApprovalPolicy(string Id, ImmutableArray<ApprovalStep> Steps)
{
    /// <summary>Applies where no other policy matches: one approver who did not contribute.</summary>
    public static ApprovalPolicy Default { get; } = new("default", [new ApprovalStep("Approval", new Quorum(1))]);
}

/// <summary>One round of sign-offs; the next opens when its quorum is met.</summary>
public sealed record ApprovalStep(string Name, Quorum Quorum);

/// <summary>How many different people have to approve before a step closes.</summary>
public sealed record Quorum
{
    public Quorum(int needed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(needed, 1);
        Needed = needed;
    }

    public int Needed { get; }
}
